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

/// Environments: the columns of the matrix, in their order of promotion.
@Service
public class Environments {

  private final CatalogEnvironmentRepository environments;
  private final CatalogEntries entries;
  private final CatalogReader reader;
  private final CatalogCopy copy;
  private final Access access;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Environments(
      CatalogEnvironmentRepository environments,
      CatalogEntries entries,
      CatalogReader reader,
      CatalogCopy copy,
      Access access,
      ApplicationEventPublisher events,
      Clock clock) {
    this.environments = environments;
    this.entries = entries;
    this.reader = reader;
    this.copy = copy;
    this.access = access;
    this.events = events;
    this.clock = clock;
  }

  /// All environments, lowest rank first.
  public List<EnvironmentView> all() {
    return copy.now().environments();
  }

  public Optional<EnvironmentView> bySlug(String slug) {
    return all().stream()
        .filter(environment -> environment.slug().equals(slug))
        .findFirst()
        .or(() -> reader.environment(slug));
  }

  public Optional<EnvironmentView> byId(EnvironmentId id) {
    return all().stream()
        .filter(environment -> environment.id().equals(id))
        .findFirst()
        .or(() -> reader.environment(id));
  }

  /// The environment as the database has it at this moment, in the caller's transaction: for
  /// decisions.
  public Optional<EnvironmentView> now(EnvironmentId id) {
    return reader.environment(id);
  }

  public EnvironmentView require(String slug) {
    return bySlug(slug)
        .orElseThrow(() ->
            new EnvironmentNotFound(slug, all().stream().map(EnvironmentView::slug).toList()));
  }

  @Transactional
  public EnvironmentView register(RegisterEnvironment command, Actor actor) {
    var subject = Subject.of("environment", command.slug(), command.name());
    access.require(actor, Permission.CATALOG_MANAGE, Scope.PORTAL, subject);
    check(command.name(), command.rank());
    entries.takeTurn();
    var id = EnvironmentId.next();
    var wish = command.slug().isEmpty() ? Slug.from(command.name()) : command.slug();
    var slug = entries.take("environment", wish, id.value());
    return announce(
        "environment.registered",
        actor,
        Map.of(),
        environments.saveAndFlush(CatalogEnvironment.register(id, slug, command, clock.instant())));
  }

  @Transactional
  public EnvironmentView edit(EditEnvironment command, Actor actor) {
    var known =
        reader.environment(command.id()).orElseThrow(() -> new EnvironmentNotFound(command.id()));
    var subject = Subject.of("environment", known.slug(), known.name());
    access.require(actor, Permission.CATALOG_MANAGE, Scope.PORTAL, subject);
    check(command.name(), command.rank());
    entries.takeTurn();
    var environment =
        environments
            .findById(command.id())
            .orElseThrow(() -> new EnvironmentNotFound(command.id()));
    var before = environment.facts();
    environment.describe(command);
    return announce("environment.edited", actor, before, environments.saveAndFlush(environment));
  }

  private static void check(String name, int rank) {
    new Faults()
        .text("name", name, 80, "Give the environment a name.")
        .unless(rank >= 0 && rank <= 1000, "rank", "Give a rank from 0 to 1000, lowest first.")
        .refuse();
  }

  private EnvironmentView announce(
      String action, Actor actor, Map<String, Object> before, CatalogEnvironment environment) {
    var view = environment.view();
    var subject = Subject.of("environment", view.slug(), view.name()).in(null, view.slug());
    events.publishEvent(new CatalogChanged(action, actor, subject, before, environment.facts()));
    return view;
  }
}
