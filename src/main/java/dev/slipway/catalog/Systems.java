package dev.slipway.catalog;

import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Subject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Systems: services that belong together.
@Service
public class Systems {

  private final CatalogSystemRepository systems;
  private final CatalogEntries entries;
  private final CatalogReader reader;
  private final CatalogCopy copy;
  private final Access access;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Systems(
      CatalogSystemRepository systems,
      CatalogEntries entries,
      CatalogReader reader,
      CatalogCopy copy,
      Access access,
      ApplicationEventPublisher events,
      Clock clock) {
    this.systems = systems;
    this.entries = entries;
    this.reader = reader;
    this.copy = copy;
    this.access = access;
    this.events = events;
    this.clock = clock;
  }

  /// All systems by slug.
  public List<SystemView> all() {
    return copy.now().systems();
  }

  public Optional<SystemView> bySlug(String slug) {
    return all().stream()
        .filter(system -> system.slug().equals(slug))
        .findFirst()
        .or(() -> reader.system(slug));
  }

  public Optional<SystemView> byId(SystemId id) {
    return all().stream()
        .filter(system -> system.id().equals(id))
        .findFirst()
        .or(() -> reader.system(id));
  }

  public SystemView require(String slug) {
    return bySlug(slug)
        .orElseThrow(() -> new SystemNotFound(slug, all().stream().map(SystemView::slug).toList()));
  }

  /// A system carries no rights, so whoever owns services of any team may add one.
  @Transactional
  public SystemView register(RegisterSystem command, Actor actor) {
    var subject = Subject.of("system", command.slug(), command.name());
    access.requireSomewhere(actor, Permission.CATALOG_MANAGE, subject);
    words(command.name(), command.description());
    entries.takeTurn();
    var id = SystemId.next();
    var wish = command.slug().isEmpty() ? Slug.from(command.name()) : command.slug();
    var slug = entries.take("system", wish, id.value());
    var system = systems.saveAndFlush(CatalogSystem.register(id, slug, command, clock.instant()));
    return announce("system.registered", actor, Map.of(), system);
  }

  @Transactional
  public SystemView edit(EditSystem command, Actor actor) {
    var known = reader.system(command.id()).orElseThrow(() -> new SystemNotFound(command.id()));
    var subject = Subject.of("system", known.slug(), known.name());
    access.require(actor, Permission.CATALOG_MANAGE, Scope.PORTAL, subject);
    words(command.name(), command.description());
    entries.takeTurn();
    var system = systems.findById(command.id()).orElseThrow(() -> new SystemNotFound(command.id()));
    var before = system.facts();
    system.describe(command);
    return announce("system.edited", actor, before, systems.saveAndFlush(system));
  }

  private static void words(String name, String description) {
    new Faults()
        .text("name", name, 80, "Give the system a name.")
        .optionalText("description", description, 2000)
        .refuse();
  }

  private SystemView announce(
      String action, Actor actor, Map<String, Object> before, CatalogSystem system) {
    var view = system.view();
    var subject = Subject.of("system", view.slug(), view.name());
    events.publishEvent(new CatalogChanged(action, actor, subject, before, system.facts()));
    return view;
  }
}
