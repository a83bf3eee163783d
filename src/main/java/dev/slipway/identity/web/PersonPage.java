package dev.slipway.identity.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.ApiTokenView;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.GrantView;
import dev.slipway.identity.Grants;
import dev.slipway.identity.OneTimeLinks;
import dev.slipway.identity.PersonDetails;
import dev.slipway.identity.PersonId;
import dev.slipway.identity.Role;
import dev.slipway.identity.TeamSummary;
import dev.slipway.identity.spi.WaitingAct;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Plural;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One person: what they may do, and by which grant.
///
/// @param former roles that they had
/// @param waiting what waits for a second person
/// @param tokens API tokens of theirs that the reader may revoke
/// @param link a one-time link made just now, shown this once
/// @param grant a role to give, with what was refused about it
record PersonPage(
    PersonDetails person,
    List<TeamSummary> teams,
    List<GrantView> grants,
    List<Grants.Ended> former,
    List<Right> rights,
    List<WaitingAct> waiting,
    List<ApiTokenView> tokens,
    Account account,
    boolean manages,
    boolean grantable,
    @Nullable NewLink link,
    GrantForm grant,
    Retyped retyped,
    Map<String, String> roles,
    Map<String, String> teamChoices,
    Map<String, String> environments) {

  /// What administrators see of the account: its links, and how many sessions are open.
  public record Account(List<OneTimeLinks.Link> links, long sessions) {

    static final Account NOT_SHOWN = new Account(List.of(), 0);

    public String open() {
      return sessions == 0
          ? "No session is open."
          : Plural.of(sessions, "session", "sessions") + " open.";
    }
  }

  /// A link made just now.
  public record NewLink(String address, boolean reset, boolean waits) {

    static NewLink of(OneTimeLinks.Made made, String base) {
      return new NewLink(base + "/join/" + made.secret(), made.reset(), made.waits());
    }

    public String what() {
      if (waits) {
        return "It does not work yet: a second person has to agree first.";
      }
      return reset
          ? "A password reset. Earlier links and sessions have ended."
          : "An invitation. Earlier links have ended.";
    }
  }

  /// What the person may do by the same grants.
  public record Right(List<String> what, List<String> by) {}

  static List<Right> rightsOf(Access access, PersonId person) {
    Map<List<String>, List<String>> rights = new LinkedHashMap<>();
    for (var permission : Permission.values()) {
      var by = RoleLines.of(access.grantsFor(person, permission));
      if (!by.isEmpty()) {
        rights.computeIfAbsent(by, _ -> new ArrayList<>()).add(words(permission));
      }
    }
    return rights.entrySet().stream()
        .map(same -> new Right(same.getValue(), same.getKey()))
        .toList();
  }

  static Map<String, String> roleChoices() {
    Map<String, String> roles = new LinkedHashMap<>();
    for (var role : Role.values()) {
      roles.put(role.name(), role.words() + (role.isPortalWide() ? " of the whole portal" : ""));
    }
    return roles;
  }

  static Map<String, String> environmentChoices() {
    Map<String, String> environments = new LinkedHashMap<>();
    environments.put("", "every environment, production included");
    for (var environment : EnvironmentClass.values()) {
      environments.put(environment.name(), environment.slug());
    }
    return environments;
  }

  static String words(Permission permission) {
    return switch (permission) {
      case LOGS_VIEW -> "Read logs";
      case ENVIRONMENT_VALUES_VIEW -> "See environment values, masked";
      case SERVICE_EDIT -> "Edit service data";
      case CATALOG_MANAGE -> "Register and edit systems, services, environments";
      case CHANGE_PLAN -> "Plan and start changes";
      case APPROVAL_DECIDE -> "Decide, where a rule names the role";
      case ACT_AGREE -> "Agree to weighty acts of others, as the second person";
      case APPROVAL_REVOKE -> "Revoke approvals";
      case DEPLOYMENT_ABORT -> "Abort deployments";
      case DEPLOYMENT_RESOLVE -> "Resolve unknown deployments";
      case VERIFICATION_EDIT -> "Say how rollouts are verified";
      case LOCK_EDIT -> "Lock and release placements";
      case CHANGE_CLASS_DECLARE -> "Call a change a fix, a security fix or critical";
      case GATE_OVERRIDE ->
          "Ask to let a plan past its error budget, or to loosen what the gate goes by";
      case FREEZE_EDIT -> "Edit freezes";
      case POLICY_EDIT -> "Edit policies";
      case SLO_EDIT -> "Edit objectives";
      case BACKUP_EDIT -> "Say what backups protect, and how drills went";
      case BACKUP_RUN -> "Run, stop and resume backups";
      case BACKUP_RESTORE -> "Restore backups, and try whether they can be";
      case CLUSTER_MANAGE -> "Manage clusters and credentials";
      case PEOPLE_MANAGE -> "Manage people and teams";
      case GRANT_MANAGE -> "Give and end roles";
      case TOKEN_MANAGE -> "See and revoke API tokens of others";
      case WEBHOOK_MANAGE -> "Manage webhooks";
      case AUDIT_VIEW -> "Read the audit";
      case AUDIT_EXPORT -> "Export the audit";
      case PUBLIC, OWN_ACCOUNT, VIEW -> permission.name().toLowerCase(Locale.ROOT);
    };
  }
}
