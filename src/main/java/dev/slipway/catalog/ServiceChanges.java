package dev.slipway.catalog;

import dev.slipway.catalog.spi.ServiceMoves;
import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.identity.TeamId;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Subject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The writing half of {@link Services}: whoever may edit a team's services may do it here.
@Component
class ServiceChanges {

  private static final int MOST_LINKS = 20;

  private final CatalogServiceRepository services;
  private final CatalogEntries entries;
  private final CatalogReader reader;
  private final Teams teams;
  private final Access access;
  private final ObjectProvider<ServiceMoves> moves;
  private final ApplicationEventPublisher events;
  private final JdbcClient jdbc;
  private final Clock clock;

  ServiceChanges(
      CatalogServiceRepository services,
      CatalogEntries entries,
      CatalogReader reader,
      Teams teams,
      Access access,
      ObjectProvider<ServiceMoves> moves,
      ApplicationEventPublisher events,
      JdbcClient jdbc,
      Clock clock) {
    this.services = services;
    this.entries = entries;
    this.reader = reader;
    this.teams = teams;
    this.access = access;
    this.moves = moves;
    this.events = events;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  ServiceView register(RegisterService command, Actor actor) {
    var team = team(command.team());
    var asked = Subject.of("service", command.slug(), command.name()).in(command.slug(), null);
    if (!access.permits(actor, Permission.CATALOG_MANAGE, Scope.PORTAL)) {
      access.require(actor, Permission.SERVICE_EDIT, Scope.of(team.id()), asked);
    }
    check(command.name(), command.description(), command.tier(), command.links());
    var system = system(command.system());
    entries.takeTurn();
    var id = ServiceId.next();
    var slug = slug(command, system, id);
    var facts =
        new CatalogService.Facts(
            command.name(),
            command.description(),
            system.id(),
            team.id(),
            command.tier(),
            command.lifecycle(),
            command.links());
    services.saveAndFlush(CatalogService.register(id, slug, facts, clock.instant()));
    var view = view(id, slug, facts, system, team);
    announce("service.registered", actor, view, Map.of(), facts.forTheTrail(system, team.slug()));
    return view;
  }

  ServiceView edit(EditService command, Actor actor) {
    // Before anything is read: rights and freezes are judged by what the edit really replaces.
    entries.takeTurn();
    var known = existing(command.id());
    var subject = subject(known);
    access.require(actor, Permission.SERVICE_EDIT, Scope.of(known.team()), subject);
    var team = team(command.team());
    if (!team.id().equals(known.team())) {
      access.require(actor, Permission.SERVICE_EDIT, Scope.of(team.id()), subject);
    }
    check(command.name(), command.description(), command.tier(), command.links());
    var system = system(command.system());
    if (!team.id().equals(known.team()) || !system.id().equals(known.system())) {
      moves.forEach(rule -> rule.requireMayMove(known));
    }
    var service =
        services.findById(command.id()).orElseThrow(() -> new ServiceNotFound(command.id()));
    var before = service.facts().forTheTrail(systemOf(service), teamSlug(service.facts().team()));
    var facts =
        new CatalogService.Facts(
            command.name(),
            command.description(),
            system.id(),
            team.id(),
            command.tier(),
            command.lifecycle(),
            command.links());
    service.describe(facts);
    services.saveAndFlush(service);
    var view = view(service.id(), service.slug(), facts, system, team);
    announce("service.edited", actor, view, before, facts.forTheTrail(system, team.slug()));
    return view;
  }

  void dependOn(ServiceId from, ServiceId on, Actor actor) {
    var wanted = new TreeSet<>(reader.dependencySlugs(from));
    wanted.add(existing(on).slug());
    dependOnlyOn(from, wanted, actor);
  }

  void dependOnlyOn(ServiceId from, Set<String> slugs, Actor actor) {
    entries.takeTurn();
    var service = existing(from);
    access.require(actor, Permission.SERVICE_EDIT, Scope.of(service.team()), subject(service));
    var ends = slugs.stream().sorted().map(slug -> end(service, slug)).toList();
    var before = reader.dependencySlugs(from);
    var after = ends.stream().map(ServiceView::slug).toList();
    if (before.equals(after)) {
      return;
    }
    jdbc.sql("delete from catalog_dependency where service_id = ?").param(from.value()).update();
    ends.forEach(end ->
        jdbc.sql("insert into catalog_dependency (service_id, depends_on) values (?, ?)")
            .params(from.value(), end.id().value())
            .update());
    announce(
        "service.dependencies-edited",
        actor,
        service,
        Map.of("dependsOn", before),
        Map.of("dependsOn", after));
  }

  private ServiceView end(ServiceView from, String slug) {
    if (slug.equals(from.slug())) {
      throw InvalidEntry.of("dependencies", "A service does not depend on itself.");
    }
    return reader
        .service(slug)
        .orElseThrow(
            () -> InvalidEntry.of("dependencies", "There is no service \"" + slug + "\"."));
  }

  private String slug(RegisterService command, SystemView system, ServiceId id) {
    if (!command.slug().isEmpty()) {
      return entries.take("service", command.slug(), id.value());
    }
    var proposal = proposal(command.name(), system.slug());
    if (proposal.namesake() != null) {
      throw proposal.refusal();
    }
    return entries.take("service", proposal.slug(), id.value());
  }

  /// What a service of this name would be called in addresses.
  SlugProposal proposal(String name, String system) {
    var plain = Slug.from(name);
    var namesake = reader.serviceNamed(name).or(() -> reader.service(plain));
    if (namesake.isEmpty() && !entries.isTaken("service", plain)) {
      return new SlugProposal(plain, null, null);
    }
    var longer = Slug.from(system + "-" + plain);
    return new SlugProposal(
        plain,
        namesake.map(ServiceView::slug).orElse(plain),
        system.isEmpty() || entries.isTaken("service", longer) ? null : longer);
  }

  private static void check(String name, String description, int tier, List<Link> links) {
    var faults =
        new Faults()
            .text("name", name, 80, "Give the service a name.")
            .optionalText("description", description, 2000)
            .unless(tier >= 1 && tier <= 4, "tier", "Choose a tier from 1 to 4.")
            .unless(links.size() <= MOST_LINKS, "links", "Keep to " + MOST_LINKS + " links.");
    for (var link : links) {
      faults
          .text("links", link.label(), 40, "Give every link a label.")
          .ifAny("links", Link.faultOf(link.url()));
    }
    faults.refuse();
  }

  private TeamSummary team(String slug) {
    return teams
        .bySlug(slug)
        .orElseThrow(() -> InvalidEntry.of("team", "Choose the team that owns the service."));
  }

  private SystemView system(String slug) {
    return reader
        .system(slug)
        .orElseThrow(() -> InvalidEntry.of("system", "Choose the system it belongs to."));
  }

  private SystemView systemOf(CatalogService service) {
    var id = service.facts().system();
    return reader.system(id).orElseThrow(() -> new SystemNotFound(id));
  }

  private String teamSlug(TeamId id) {
    return teams.find(id).map(TeamSummary::slug).orElse("");
  }

  private ServiceView existing(ServiceId id) {
    return reader.service(id).orElseThrow(() -> new ServiceNotFound(id.value()));
  }

  private static Subject subject(ServiceView service) {
    return Subject.of("service", service.slug(), service.name()).in(service.slug(), null);
  }

  private void announce(
      String action,
      Actor actor,
      ServiceView service,
      Map<String, Object> before,
      Map<String, Object> after) {
    events.publishEvent(new CatalogChanged(action, actor, subject(service), before, after));
  }

  private static ServiceView view(
      ServiceId id, String slug, CatalogService.Facts facts, SystemView system, TeamSummary team) {
    return new ServiceView(
        id,
        slug,
        facts.name(),
        facts.description(),
        facts.system(),
        system.slug(),
        system.name(),
        facts.team(),
        team.slug(),
        team.name(),
        facts.tier(),
        facts.lifecycle(),
        facts.links());
  }
}
