package dev.slipway.sandbox;

import dev.slipway.identity.Access;
import dev.slipway.identity.Scope;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.ProblemType;
import dev.slipway.kernel.Subject;
import dev.slipway.plans.OperationId;
import dev.slipway.plans.OperationState;
import dev.slipway.plans.Operations;
import dev.slipway.plans.PlanId;
import dev.slipway.plans.Plans;
import dev.slipway.policies.EnvironmentPolicies;
import dev.slipway.policies.FreezeView;
import dev.slipway.policies.FreezeWindows;
import dev.slipway.policies.Locks;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/// Lets the demonstration begin again: the simulated clusters and metrics, the catalog's entries,
/// the objectives and the story. What people did stays written, because history and audit are kept
/// for good; only what is still open is ended, over the same roads as anybody would end it.
@Service
@InSandbox
public class FreshStart {

  static final Subject SUBJECT = Subject.of("demonstration", "demonstration", "The demonstration");

  private static final Logger log = LoggerFactory.getLogger(FreshStart.class);

  private final SandboxClusters clusters;
  private final DemonstrationCatalog catalog;
  private final DemonstrationPeople people;
  private final DemonstrationPlacements placements;
  private final EnvironmentPolicies policies;
  private final DemonstrationObjectives objectives;
  private final SandboxMetrics metrics;
  private final DemonstrationStory story;
  private final SandboxProperties properties;
  private final Plans plans;
  private final Operations operations;
  private final Locks locks;
  private final FreezeWindows freezes;
  private final Access access;
  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final ApplicationEventPublisher events;
  private final ReentrantLock beginning = new ReentrantLock();

  FreshStart(
      SandboxClusters clusters,
      DemonstrationCatalog catalog,
      DemonstrationPeople people,
      DemonstrationPlacements placements,
      EnvironmentPolicies policies,
      DemonstrationObjectives objectives,
      SandboxMetrics metrics,
      DemonstrationStory story,
      SandboxProperties properties,
      Plans plans,
      Operations operations,
      Locks locks,
      FreezeWindows freezes,
      Access access,
      JdbcClient jdbc,
      TransactionOperations transactions,
      ApplicationEventPublisher events) {
    this.clusters = clusters;
    this.catalog = catalog;
    this.people = people;
    this.placements = placements;
    this.policies = policies;
    this.objectives = objectives;
    this.metrics = metrics;
    this.story = story;
    this.properties = properties;
    this.plans = plans;
    this.operations = operations;
    this.locks = locks;
    this.freezes = freezes;
    this.access = access;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.events = events;
  }

  /// What a fresh start would end now.
  ///
  /// @param attached simulators that run as processes of their own and so keep their state
  public record Outlook(
      int running, int openPlans, int locks, int freezes, List<String> attached) {}

  public Outlook outlook() {
    return new Outlook(
        running().size(),
        openPlans().size(),
        locks.inForce().size(),
        freezes.inForce().size(),
        clusters.attached());
  }

  /// How far the story is that is told after a reset and at every start.
  public Telling telling() {
    return story.telling();
  }

  /// Ends what is open, puts people, policies, catalog, placements, clusters, metrics and
  /// objectives back and tells the story again.
  public void begin(Actor actor) {
    access.require(actor, Permission.CLUSTER_MANAGE, Scope.PORTAL, SUBJECT);
    if (properties.demonstration() == SandboxProperties.Story.NONE) {
      throw new DomainFailure(
          ProblemType.CONFLICT,
          "This sandbox has no demonstration. Start it with --slipway.sandbox.demonstration=full.");
    }
    if (!beginning.tryLock()) {
      throw new DomainFailure(
          ProblemType.CONFLICT, "The demonstration is being reset already. Wait a moment.");
    }
    try {
      var ended = outlook();
      transactions.executeWithoutResult(
          _ -> events.publishEvent(new DemonstrationReset(actor, ended)));
      var why = "The demonstration was reset by " + actor.name();
      endWhatIsOpen(why);
      people.introduce();
      catalog.describe();
      catalog.stages().forEach(stage -> policies.backToDefaults(stage, why, Actor.SYSTEM));
      placements.putBack(why);
      clusters.restore();
      metrics.restart();
      objectives.putBack(why);
      if (properties.story()) {
        story.topUp();
      }
    } finally {
      beginning.unlock();
    }
  }

  private void endWhatIsOpen(String why) {
    for (var operation : running()) {
      gently(() -> {
        if (operations.byId(operation).state() == OperationState.UNKNOWN) {
          operations.resolve(operation, OperationState.ABORTED, why, Actor.SYSTEM);
        } else {
          operations.abort(operation, why, Actor.SYSTEM);
        }
      });
    }
    openPlans().forEach(plan -> gently(() -> plans.withdraw(plan, why, Actor.SYSTEM)));
    locks
        .inForce()
        .forEach(lock -> gently(() -> locks.release(lock.placement(), why, Actor.SYSTEM)));
    freezes.inForce().forEach(freeze -> gently(() -> end(freeze, why)));
  }

  private void end(FreezeView freeze, String why) {
    freezes.end(freeze.id(), freeze.version(), why, Actor.SYSTEM);
  }

  /// What ends by itself in the same moment needs no ending.
  private static void gently(Runnable ending) {
    try {
      ending.run();
    } catch (DomainFailure over) {
      log.info("Not ended for the fresh start: {}", over.getMessage());
    }
  }

  private List<OperationId> running() {
    return jdbc.sql(
            """
            select id from operation
            where state in ('QUEUED', 'RUNNING', 'VERIFYING', 'ABORTING', 'UNKNOWN') order by id
            """)
        .query((row, _) -> new OperationId(row.getObject(1, UUID.class)))
        .list();
  }

  private List<PlanId> openPlans() {
    return jdbc.sql(
            """
            select p.id from plan p join plan_status s on s.plan = p.id
            where s.state in ('PLANNED', 'PENDING_APPROVAL', 'APPROVED')
              and p.not_after > clock_timestamp()
            order by p.id
            """)
        .query((row, _) -> new PlanId(row.getObject(1, UUID.class)))
        .list();
  }
}
