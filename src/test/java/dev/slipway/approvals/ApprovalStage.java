package dev.slipway.approvals;

import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.PersonSummary;
import dev.slipway.identity.Role;
import dev.slipway.identity.Scope;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.Teams;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Subject;
import dev.slipway.kernel.UuidV7;
import dev.slipway.kernel.Via;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.TestDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/// A team of its own with three approvers, and requests of one of them.
@SlipwayTest
public class ApprovalStage {

  @Autowired protected Approvals approvals;
  @Autowired protected Inbox inbox;
  @Autowired protected People people;
  @Autowired protected Teams teams;
  @Autowired protected Grants grants;
  @Autowired protected JdbcClient jdbc;

  protected TeamSummary team;
  protected PersonSummary ada;
  protected PersonSummary mira;
  protected PersonSummary jon;

  @BeforeEach
  void introduce() {
    var unique = UuidV7.next().toString().substring(24);
    team = teams.create("team-" + unique, "Team " + unique, Actor.SYSTEM);
    ada = people.register("ada-" + unique, "Ada", Actor.SYSTEM);
    mira = people.register("mira-" + unique, "Mira " + unique, Actor.SYSTEM);
    jon = people.register("jon-" + unique, "Jon", Actor.SYSTEM);
    for (var approver : List.of(ada, mira, jon)) {
      grants.give(approver.id(), Role.APPROVER, team.id(), null, "test", Actor.SYSTEM);
    }
  }

  protected ApprovalId open(List<ApprovalRule> rules) {
    var id = ApprovalId.next();
    approvals.open(
        new RequestApproval(
            id,
            "hash",
            Subject.of("plan", id.value(), "student-service"),
            "Roll out student-service 1.0.1 to production",
            "/plans/" + id.value(),
            "Two schools saw pupils enrolled twice",
            Scope.of(team.id(), EnvironmentClass.PRODUCTION),
            session(ada),
            Set.of(ada.id()),
            rules,
            Instant.now().plusSeconds(3600)));
    return id;
  }

  protected static List<ApprovalRule> rule(int seats) {
    return List.of(new ApprovalRule("Approver", Role.APPROVER, null, seats));
  }

  static Actor session(PersonSummary person) {
    return new Actor(person.id().value(), person.name(), Via.SESSION, null, null, Instant.now());
  }

  String decide(ApprovalId id, PersonSummary person) {
    return attempt(new Decide(id, "hash", true, ""), session(person));
  }

  String attempt(Decide decide, Actor actor) {
    try {
      approvals.decide(decide, actor);
      return "decided";
    } catch (DomainFailure refused) {
      return refused.problem().name();
    }
  }

  String recount(ApprovalId id) {
    return approvals
        .recount(id, approvals.standing(id).rules().stream().map(r -> r.rule()).toList())
        .state()
        .name();
  }

  /// Lets the ten seconds pass.
  void countNow(ApprovalId id) {
    owner("update decision set counts_at = clock_timestamp() where request = '%s'", id);
  }

  static void owner(String sql, ApprovalId id) {
    try (var connection = TestDatabase.shared().superuser().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql.formatted(id.value()));
    } catch (SQLException failure) {
      throw new IllegalStateException(failure);
    }
  }

  int rows(ApprovalId id) {
    return jdbc.sql("select count(*) from decision where request = :id")
        .param("id", id.value())
        .query(Integer.class)
        .single();
  }

  int met(ApprovalId id) {
    return jdbc.sql(
            """
            select count(*) from audit.audit_event
            where action = 'approval.met' and subject_id = :id
            """)
        .param("id", id.value().toString())
        .query(Integer.class)
        .single();
  }
}
