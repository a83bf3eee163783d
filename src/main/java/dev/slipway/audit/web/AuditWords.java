package dev.slipway.audit.web;

import static java.util.Map.entry;

import dev.slipway.audit.AuditActor;
import dev.slipway.audit.AuditEntry;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The names that machines go by, said as people say them. Filters, exports and the trail itself
/// keep the names of the machines.
final class AuditWords {

  private static final Map<String, String> ACTS =
      Map.ofEntries(
          entry("session.started", "Signed in"),
          entry("session.ended", "Signed out"),
          entry("session.confirmed", "Confirmed who it is"),
          entry("session.start", "Sign-in"),
          entry("grant.given", "Role given"),
          entry("grant.ended", "Role ended"),
          entry("team.joined", "Joined a team"),
          entry("team.left", "Left a team"),
          entry("placement.made", "Service placed"),
          entry("request.refused", "Request refused"),
          entry("request.send", "Tried to send a request"),
          entry("token.made", "API token made"),
          entry("token.revoked", "API token revoked"),
          entry("token.use", "Use of an API token"),
          entry("reset.made", "Password reset begun"),
          entry("sessions.ended", "Sessions ended"),
          entry("link.revoked", "One-time link revoked"),
          entry("person.registered", "Person added"),
          entry("plan.proposed", "Planned"),
          entry("plan.submitted", "Asked for approval"),
          entry("approval.requested", "Request opened"),
          entry("approval.met", "Approvals complete"),
          entry("approval.closed", "Request closed"),
          entry("decision.approved", "Approved"),
          entry("decision.rejected", "Rejected"),
          entry("act.held", "Waits for a second person"),
          entry("act.done", "Second person agreed, done"),
          entry("act.rejected", "Second person disagreed"),
          entry("act.failed", "Agreed, but failed"),
          entry("act.expired", "No second person in time"),
          entry("act.withdrawn", "Taken back before a second person agreed"),
          entry("deployment.running", "Deployment sent to the cluster"),
          entry("deployment.unknown", "Outcome of a deployment unknown"),
          entry("deployment.reverted", "Reverted outside Slipway"),
          entry("deployment.observed", "Seen in the cluster"),
          entry("workload.gone", "Gone from the cluster"),
          entry("deployment.watched", "Watched for a revert"),
          entry("placement.removed", "Service taken off"),
          entry("service.registered", "Service added"),
          entry("service.dependencies-edited", "Dependencies edited"),
          entry("system.registered", "System added"),
          entry("environment.registered", "Environment added"),
          entry("team.created", "Team added"),
          entry("cluster.registered", "Cluster connected"),
          entry("evidence.recorded", "Evidence kept"),
          entry("hook.made", "Incoming webhook made"),
          entry("hook.key-made", "Key of a webhook made"),
          entry("backup.key-made", "Key of a backup made"),
          entry("hook.key-retired", "Key of a webhook retired"),
          entry("hook.disabled", "Incoming webhook disabled"),
          entry("cluster.credentials-replaced", "Credentials replaced"),
          entry("cluster.credentials-expiring", "Credentials end soon"),
          entry("cluster.credentials-expired", "Credentials ended"),
          entry("cluster.credentials-refused", "Credentials not accepted"),
          entry("values.imported", "Chart values imported"),
          entry("notification.sent-again", "Notice sent again"),
          entry("demonstration.reset", "Demonstration begun again"),
          entry("portal.restored", "Restored from a backup"),
          entry("logs.view", "Tried to read logs"),
          entry("environment.values.view", "Tried to see environment values"),
          entry("service.edit", "Tried to edit service data"),
          entry("catalog.manage", "Tried to change the catalog"),
          entry("change.plan", "Tried to plan a change"),
          entry("change.class.declare", "Tried to call a change a fix"),
          entry("gate.override", "Tried to get past an error budget"),
          entry("plan.start", "Tried to start a plan"),
          entry("approval.decide", "Tried to decide"),
          entry("act.agree", "Tried to agree as second person"),
          entry("approval.revoke", "Tried to revoke an approval"),
          entry("deployment.abort", "Tried to abort a deployment"),
          entry("deployment.resolve", "Tried to resolve a deployment"),
          entry("verification.inconclusive", "Verification could not tell"),
          entry("verification.error", "Verification without an answer"),
          entry("verification.kept", "Kept in spite of its verification"),
          entry("verification.rollback-begun", "Rollback by verification"),
          entry("verification.edit", "Tried to edit a verification"),
          entry("lock.edit", "Tried to lock or unlock"),
          entry("freeze.edit", "Tried to edit a freeze"),
          entry("policy.edit", "Tried to edit a policy"),
          entry("slo.edit", "Tried to change an objective"),
          entry("backup.edit", "Tried to edit a backup"),
          entry("backup.run", "Tried to run, stop or resume a backup"),
          entry("backup.restore", "Tried to restore a backup"),
          entry("backup.report", "Backup report refused"),
          entry("cluster.manage", "Tried to manage clusters"),
          entry("people.manage", "Tried to manage people"),
          entry("grant.manage", "Tried to give or end a role"),
          entry("token.manage", "Tried to see tokens of others"),
          entry("webhook.manage", "Tried to manage webhooks"),
          entry("hook.deliver", "Webhook refused"),
          entry("audit.view", "Tried to read the audit"),
          entry("audit.export", "Tried to export the audit"));

  private static final Map<String, String> EFFECTS =
      Map.of(
          "NONE", "Nothing was sent",
          "POSSIBLE", "Sent, outcome unknown",
          "MADE", "The cluster has it");

  private static final Pattern DEPLOYMENT_BY_ID =
      Pattern.compile("\\bdeployment [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private AuditWords() {}

  /// Such as `Deployment verifying` for `deployment.verifying`.
  static String act(String action) {
    return ACTS.getOrDefault(action, sentence(action));
  }

  static String outcome(String slug) {
    return switch (slug) {
      case "accepted" -> "Done";
      case "denied" -> "Denied";
      case "failed" -> "Failed";
      default -> slug;
    };
  }

  /// The portal once signed what it does by itself as `system`; the trail keeps that.
  static String who(String actor) {
    return actor.equals("system") ? "Slipway" : actor;
  }

  /// Who acted, by the name the trail has. What a user of a cluster is called, a person may be
  /// called too, so it is said which of the two it is.
  static String who(AuditEntry entry) {
    if (entry.person() != null) {
      return entry.actor();
    }
    return AuditActor.isOfCluster(entry.via()) ? inCluster(entry.actor()) : who(entry.actor());
  }

  private static String actor(String value) {
    var user = AuditActor.inCluster(value);
    return user == null ? who(value) : inCluster(user);
  }

  private static String inCluster(String user) {
    return user + ", in a cluster";
  }

  /// The value of a filter for people; what they type in themselves stays.
  static String value(String facet, String value) {
    return switch (facet) {
      case "action" -> act(value);
      case "outcome" -> outcome(value);
      case "actor" -> actor(value);
      default -> value;
    };
  }

  /// A reason as a line of the list says it: the id of a deployment is for the event itself.
  static @Nullable String reason(@Nullable String reason) {
    return reason == null ? null : DEPLOYMENT_BY_ID.matcher(reason).replaceAll("its deployment");
  }

  /// Such as `Set by` for `setBy`.
  static String field(String name) {
    return sentence(name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT));
  }

  /// A word of a fixed list, such as `rolled-back` of a state; null for what somebody named, be it
  /// in capitals.
  static @Nullable String constant(String field, String value) {
    return switch (field) {
      case "effect" -> EFFECTS.getOrDefault(value, listed(value));
      case "state", "kind", "class", "watch", "lifecycle", "problem" -> listed(value);
      default -> null;
    };
  }

  private static String listed(String value) {
    return sentence(value.toLowerCase(Locale.ROOT));
  }

  private static String sentence(String name) {
    var words = name.replaceAll("[._-]+", " ").strip();
    return words.isEmpty()
        ? name
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }
}
