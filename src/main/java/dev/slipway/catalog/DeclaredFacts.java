package dev.slipway.catalog;

import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Subject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// What is declared of systems and services, beside what the clusters tell.
@Service
public class DeclaredFacts {

  private static final int MOST = 40;

  private final JdbcClient jdbc;
  private final CatalogEntries entries;
  private final CatalogReader reader;
  private final Access access;
  private final ApplicationEventPublisher events;

  DeclaredFacts(
      JdbcClient jdbc,
      CatalogEntries entries,
      CatalogReader reader,
      Access access,
      ApplicationEventPublisher events) {
    this.jdbc = jdbc;
    this.entries = entries;
    this.reader = reader;
    this.access = access;
    this.events = events;
  }

  @Transactional(readOnly = true)
  public List<DeclaredFact> of(SystemId system) {
    return of(system.value());
  }

  @Transactional(readOnly = true)
  public List<DeclaredFact> of(ServiceId service) {
    return of(service.value());
  }

  /// All of them, by the id of what they are declared of.
  @Transactional(readOnly = true)
  public Map<UUID, List<DeclaredFact>> all() {
    var all = new LinkedHashMap<UUID, List<DeclaredFact>>();
    jdbc.sql("select * from catalog_fact order by owner, position")
        .query(row -> {
          all.computeIfAbsent(row.getObject("owner", UUID.class), _ -> new ArrayList<>())
              .add(
                  new DeclaredFact(
                      row.getString("name"), row.getString("value"), row.getString("url")));
        });
    return all;
  }

  /// Declares these of the system, in place of what was declared before.
  @Transactional
  public void declare(SystemId id, List<DeclaredFact> facts, Actor actor) {
    var system = reader.system(id).orElseThrow(() -> new SystemNotFound(id));
    var subject = Subject.of("system", system.slug(), system.name());
    access.require(actor, Permission.CATALOG_MANAGE, Scope.PORTAL, subject);
    store(id.value(), facts, subject, actor);
  }

  /// The same of a service.
  @Transactional
  public void declare(ServiceId id, List<DeclaredFact> facts, Actor actor) {
    var service = reader.service(id).orElseThrow(() -> new ServiceNotFound(id));
    var subject = Subject.of("service", service.slug(), service.name()).in(service.slug(), null);
    access.require(actor, Permission.SERVICE_EDIT, Scope.of(service.team()), subject);
    store(id.value(), facts, subject, actor);
  }

  private List<DeclaredFact> of(UUID owner) {
    return jdbc.sql("select * from catalog_fact where owner = :owner order by position")
        .param("owner", owner)
        .query((row, _) ->
            new DeclaredFact(row.getString("name"), row.getString("value"), row.getString("url")))
        .list();
  }

  private void store(UUID owner, List<DeclaredFact> facts, Subject subject, Actor actor) {
    check(facts);
    entries.takeTurn();
    var before = of(owner);
    if (before.equals(facts)) {
      return;
    }
    jdbc.sql("delete from catalog_fact where owner = :owner").param("owner", owner).update();
    for (var at = 0; at < facts.size(); at++) {
      var fact = facts.get(at);
      jdbc.sql(
              "insert into catalog_fact (owner, position, name, value, url)"
                  + " values (:owner, :position, :name, :value, :url)")
          .param("owner", owner)
          .param("position", at)
          .param("name", fact.name())
          .param("value", fact.value())
          .param("url", fact.url())
          .update();
    }
    events.publishEvent(
        new CatalogChanged(
            subject.kind() + ".facts-declared", actor, subject, trail(before), trail(facts)));
  }

  private static Map<String, Object> trail(List<DeclaredFact> facts) {
    return Map.of("facts", facts.stream().map(DeclaredFact::words).toList());
  }

  private static void check(List<DeclaredFact> facts) {
    var faults = new Faults().unless(facts.size() <= MOST, "facts", "Keep to " + MOST + " facts.");
    var names = new HashSet<String>();
    for (var fact : facts) {
      faults
          .text("facts", fact.name(), 60, "Give every fact a name.")
          .optionalText("facts", fact.value(), 300)
          .unless(names.add(fact.name()), "facts", "Fact " + fact.name() + " stands here twice.");
      if (!fact.url().isEmpty()) {
        faults.ifAny("facts", Link.faultOf(fact.url()));
      }
    }
    faults.refuse();
  }
}
