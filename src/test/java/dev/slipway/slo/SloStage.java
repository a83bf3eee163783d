package dev.slipway.slo;

import dev.slipway.catalog.EnvironmentView;
import dev.slipway.catalog.Environments;
import dev.slipway.catalog.Lifecycle;
import dev.slipway.catalog.RegisterEnvironment;
import dev.slipway.catalog.RegisterService;
import dev.slipway.catalog.RegisterSystem;
import dev.slipway.catalog.ServiceView;
import dev.slipway.catalog.Services;
import dev.slipway.catalog.Systems;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A team with a service, an environment, people with rights of their own, and a datasource.
public final class SloStage {

  public final String unique = UuidV7.next().toString().substring(24);
  public final TeamSummary team;
  public final ServiceView service;
  public final EnvironmentView production;
  public final UUID datasource = UuidV7.next();

  /// Owns the service everywhere.
  public final PersonSummary kofi;

  private final ApplicationContext context;
  private final JdbcClient jdbc;

  public SloStage(ApplicationContext context) {
    this.context = context;
    this.jdbc = bean(JdbcClient.class);
    var slug = "slo-" + unique;
    team = bean(Teams.class).create(slug, slug, Actor.SYSTEM);
    bean(Systems.class).register(new RegisterSystem(slug, slug, ""), Actor.SYSTEM);
    service = service("app-" + unique);
    production = environment(EnvironmentClass.PRODUCTION);
    kofi = person("kofi", Role.SERVICE_OWNER, null);
    jdbc.sql(
            """
            insert into slo_datasource (id, name, address, auth, made_by_name)
            values (:id, :name, 'http://127.0.0.1:9', 'NONE', 'a test')
            """)
        .param("id", datasource)
        .param("name", "source-" + unique)
        .update();
    jdbc.sql("insert into slo_datasource_environment (datasource, environment) values (?, ?)")
        .params(datasource, production.id().value())
        .update();
  }

  public ServiceView service(String name) {
    return bean(Services.class)
        .register(
            new RegisterService(
                name, name, "", "slo-" + unique, team.slug(), 2, Lifecycle.PRODUCTION, List.of()),
            Actor.SYSTEM);
  }

  public EnvironmentView environment(EnvironmentClass environmentClass) {
    var slug = environmentClass.slug() + "-" + UuidV7.next().toString().substring(24);
    return bean(Environments.class)
        .register(new RegisterEnvironment(slug, slug, environmentClass, 700), Actor.SYSTEM);
  }

  public PersonSummary person(String name, Role role, @Nullable EnvironmentClass where) {
    var person = bean(People.class).register(name + "-" + unique, name, Actor.SYSTEM);
    bean(Grants.class).give(person.id(), role, team.id(), where, "A test of budgets", Actor.SYSTEM);
    return person;
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public static Actor actor(PersonSummary person) {
    return new Actor(
        person.id().value(), person.name(), Via.SESSION, "127.0.0.1", "test", Instant.now());
  }

  /// An active, gating objective of 99.9 % in 30 days, as a row.
  public UUID objective(String name) {
    return objective(name, datasource);
  }

  public UUID objective(String name, UUID from) {
    var id = UuidV7.next();
    jdbc.sql(
            """
            insert into slo (id, service, environment, name, description, objective, window_days,
              sli_kind, error_query, total_query, gating, status, datasource, made_by_name,
              changed_by_name)
            values (:id, :service, :environment, :name, '', 99.9, 30, 'EVENTS', 'bad', 'all', true,
              'ACTIVE', :datasource, 'a test', 'a test')
            """)
        .param("id", id)
        .param("service", service.id().value())
        .param("environment", production.id().value())
        .param("name", name)
        .param("datasource", from)
        .update();
    jdbc.sql("insert into slo_standing (slo) values (?)").param(id).update();
    return id;
  }

  /// What the last good evaluation found, so long ago.
  public void stands(UUID id, BudgetState state, @Nullable String consumed, Duration ago) {
    jdbc.sql(
            """
            update slo_standing set state = :state, consumed = :consumed, trouble = null,
              as_of = clock_timestamp() - make_interval(secs => :ago) where slo = :id
            """)
        .param("id", id)
        .param("state", state.name())
        .param("consumed", consumed == null ? null : new BigDecimal(consumed))
        .param("ago", ago.toSeconds())
        .update();
  }

  /// What else stands in the row of its standing.
  public void set(UUID id, String assignment) {
    jdbc.sql("update slo_standing set " + assignment + " where slo = ?").param(id).update();
  }
}
