package dev.slipway.shell;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Every kind of page, with one or two examples and the person who looks. A word after a `$` is
/// something of the demonstration that has no fixed name.
final class PageKinds {

  /// One look at one address.
  record Look(String pattern, String person, String path, int status) {

    String path(Map<String, String> found) {
      return Pattern.compile("\\$([a-z]+)")
          .matcher(path)
          .replaceAll(word -> {
            var value = found.get(word.group(1));
            if (value == null || value.isBlank()) {
              throw new IllegalStateException("the demonstration has no " + word.group(1));
            }
            return value;
          });
    }
  }

  private static final String LOOKS =
      """
      /sign-in                          -     /sign-in
      /sign-in/confirm                  mira  /sign-in/confirm?next=/approvals
      /help                             -     /help
      /                                 mira  /
      /                                 ada   /?state=degraded
      /selection                        ada   /selection?service=vote&service=worker&environment=dev
      /selection                        vera  /selection
      /search                           mira  /search?q=student
      /search                           vera  /search?q=%3Edeploy+vote
      /search                           mira  /search?q=none-is-called-so
      /services                         mira  /services
      /services                         sam   /services?q=none-is-called-so
      /services/new                     sam   /services/new
      /services/{slug}                  mira  /services/student-service
      /services/{slug}                  ada   /services/vote
      /services/{slug}                  mira  /services/identity-service
      /services/{slug}/edit             ada   /services/student-service/edit
      /services/{slug}/dependencies     ada   /services/student-service/dependencies
      /services/{slug}/deployments      mira  /services/student-service/deployments
      /services/{service}/env/{environment}       mira  /services/api-gateway/env/production
      /services/{service}/env/{environment}       ada   /services/student-service/env/production
      /services/{service}/env/{environment}       mira  /services/student-service/env/dev
      /services/{service}/env/{environment}/logs  ada   /services/vote/env/production/logs
      /services/{service}/env/{environment}/runtime  ada   /services/api-service/env/production/runtime
      /services/{service}/env/{environment}/runtime  vera  /services/api-service/env/production/runtime?with=qa
      /services/{service}/env/{environment}/values  ada   /services/learning-orchestrator/env/production/values
      /services/{service}/env/{environment}/values  kofi  /services/learning-orchestrator/env/production/values?with=qa
      /services/{service}/env/{environment}/values  vera  /services/learning-orchestrator/env/production/values
      /systems/new                      sam   /systems/new
      /systems/{slug}                   mira  /systems/emis
      /systems/{slug}/edit              sam   /systems/emis/edit
      /systems/{slug}/facts             sam   /systems/emis/facts
      /systems/{slug}/facts             vera  /systems/platform-edu/facts
      /services/{slug}/facts            ada   /services/student-service/facts
      /environments/new                 sam   /environments/new
      /environments/{slug}              mira  /environments/production
      /environments/{slug}/edit         sam   /environments/production/edit
      /environments/{slug}/policy       mira  /environments/production/policy
      /environments/{slug}/policy       jon   /environments/production/policy
      /freezes                          mira  /freezes
      /freezes                          jon   /freezes?environment=production
      /placements/new                   kofi  /placements/new?service=identity-service&environment=dev
      /placements/{id}/edit             kofi  /placements/$placement/edit
      /placements/{id}/remove           kofi  /placements/$placement/remove
      /compare                          ada   /compare?service=vote&from=dev&to=production
      /compare                          mira  /compare?to=production
      /compare                          ada   /compare?from=dev&to=production
      /compare                          vera  /compare?from=production&to=dev&only=version
      /compare                          mira  /compare?from=dev&to=production&q=none-is-called-so
      /views                            mira  /views
      /views                            ada   /views?from=%2Fservices%3Fq%3Dvote
      /plans/new                        ada   /plans/new
      /plans/new                        ada   /plans/new?service=vote&environment=production&kind=rollout
      /plans/new                        ada   /plans/new?service=student-service&environment=production&kind=scale
      /plans/new                        ada   /plans/new?service=student-service&environment=production&kind=rollback
      /plans                            ada   /plans
      /plans/preview                    ada   /plans/preview
      /plans/{id}                       mira  /plans/$waiting
      /plans/{id}                       ada   /plans/$waiting
      /plans/{id}                       ada   /plans/$started
      /plans/{id}/again                 ada   /plans/$started/again
      /gate/dry-runs                    jon   /gate/dry-runs
      /gate/dry-runs                    vera  /gate/dry-runs
      /gate/plans/{plan}                kofi  /gate/plans/$waiting
      /gate/decisions                   mira  /gate/decisions
      /gate/decisions                   vera  /gate/decisions?outcome=allow&changeClass=security
      /gate/decisions/{id}              mira  /gate/decisions/$decision
      /gate/tasks                       jon   /gate/tasks
      /gate/objectives/{objective}/exclusions  kofi  /gate/objectives/$objective/exclusions
      /gate/objectives/{objective}/exclusions  vera  /gate/objectives/$objective/exclusions
      /gate/tasks                       vera  /gate/tasks?state=ended
      /deployments                      mira  /deployments
      /deployments/{id}                 ada   /deployments/$deployment
      /deployments/{id}                 mira  /deployments/$observed
      /deployments/{id}                 mira  /deployments/123 404
      /deployments/{deployment}/verification/keep  kofi  /deployments/$deployment/verification/keep
      /services/{service}/env/{environment}/verification  kofi  /services/student-service/env/production/verification
      /services/{service}/env/{environment}/verification  vera  /services/student-service/env/production/verification
      /services/{service}/env/{environment}/verification/checks/new  kofi  /services/student-service/env/production/verification/checks/new
      /services/{service}/env/{environment}/verification/checks/new  kofi  /services/student-service/env/production/verification/checks/new?kind=job
      /services/{service}/env/{environment}/verification/checks/new  vera  /services/student-service/env/production/verification/checks/new
      /services/{service}/env/{environment}/verification/checks/{check}  kofi  /services/student-service/env/production/verification/checks/$check
      /services/{service}/env/{environment}/verification/checks/{check}  vera  /services/student-service/env/production/verification/checks/$check
      /deployments/compare              mira  /deployments/compare?a=$older&b=$newer
      /approvals                        mira  /approvals
      /approvals                        ada   /approvals?tab=mine
      /approvals                        mira  /approvals?tab=decided
      /approvals/{id}                   mira  /approvals/$approval
      /approvals/{id}                   ada   /approvals/$approval
      /slo                              mira  /slo
      /slo                              vera  /slo?q=none-is-called-so
      /slo/new                          kofi  /slo/new?service=student-service
      /slo/import                       kofi  /slo/import
      /slo/new                          vera  /slo/new 403
      /slo/datasources                  sam   /slo/datasources
      /slo/datasources                  vera  /slo/datasources
      /slo/datasources/new              sam   /slo/datasources/new
      /slo/datasources/{id}/edit        sam   /slo/datasources/01a20000-0000-7000-8000-000000000000/edit 404
      /slo/{id}/edit                    kofi  /slo/$objective/edit
      /slo/{id}                         mira  /slo/$objective
      /slo/{id}                         mira  /slo/01a20000-0000-7000-8000-000000000000 404
      /slo/{id}/repair                  kofi  /slo/$faulty/repair?code=SLI_INVERTED_HISTOGRAM
      /audit                            noor  /audit
      /audit                            noor  /audit?q=none-is-called-so
      /audit/{id}                       noor  /audit/$event
      /health                           mira  /health
      /health                           ada   /health?state=degraded
      /health                           vera  /health?q=none-is-called-so
      /health/resources                 mira  /health/resources
      /health/resources                 jon   /health/resources?level=critical&kind=service
      /health/resources                 vera  /health/resources?q=none-is-called-so
      /alerts                           mira  /alerts
      /alerts                           vera  /alerts?q=none-is-called-so
      /services/{service}/env/{environment}/health  mira  /services/student-service/env/production/health
      /services/{service}/env/{environment}/health  ada   /services/vote/env/production/health
      /backups                          mira  /backups
      /backups                          jon   /backups?state=failing
      /backups                          vera  /backups?q=none-is-called-so
      /backups/new                      kofi  /backups/new
      /backups/{id}                     vera  /backups/$backup
      /backups/{id}                     jon   /backups/$backup
      /backups/{id}                     kofi  /backups/$velero
      /backups/{id}/change              jon   /backups/$backup/change?kind=backup-run
      /backups/{id}/change              kofi  /backups/$backup/change?kind=backup-suspend
      /backups/{id}/change              kofi  /backups/$velero/change?kind=restore-test
      /backups/{id}/change              kofi  /backups/$velero/change?kind=restore-test&into=emis-data
      /backups/{id}/change              jon   /backups/$velero/change?kind=restore
      /clusters                         mira  /clusters
      /clusters/{slug}                  mira  /clusters/emis
      /clusters/{slug}/remove           sam   /clusters/emis/remove
      /clusters/{slug}/nodes            vera  /clusters/platform-edu/nodes
      /clusters/{slug}/discover         kofi  /clusters/emis/discover?show=adopted
      /clusters/{slug}/discover         sam   /clusters/emis/discover?platform=true
      /clusters/{slug}/discover/found   kofi  /clusters/emis/discover/found?show=adopted
      /catalog/file                     kofi  /catalog/file
      /catalog/file                     vera  /catalog/file
      /clusters/{slug}/credentials      sam   /clusters/emis/credentials
      /clusters/new                     sam   /clusters/new
      /clusters/new                     sam   /clusters/new?by=token
      /clusters/new                     sam   /clusters/new?by=in-cluster
      /people                           mira  /people
      /people/{handle}                  mira  /people/ada
      /people/{handle}                  sam   /people/ada
      /people/{handle}/rights           mira  /people/ada/rights
      /people/{handle}/rights           ada   /people/ada/rights?service=student-service&environment=production
      /teams/{slug}                     sam   /teams/students
      /notifications                    sam   /notifications
      /notifications/hooks              sam   /notifications/hooks
      /notifications/hooks/{id}         sam   /notifications/hooks/$hook
      /me                               mira  /me
      /tokens                           mira  /tokens
      /tokens                           sam   /tokens
      /demonstration                    sam   /demonstration
      /api                              mira  /api
      /api                              ada   /api?page=/services/vote/env/production
      /calls/{id}                       mira  /calls/startPlan
      /error                            mira  /nowhere 404
      /services/{slug}                  mira  /services/student-servise 404
      /audit/{id}                       mira  /audit/not-an-id 404
      /plans/new                        vera  /plans/new 403
      /clusters/new                     mira  /clusters/new 403
      """;

  /// Streams, downloads, pages of a production's first start, which `FirstStartJourney` opens, and
  /// addresses of moves, which lead back to what was to be moved.
  static final Set<String> OTHERS =
      Set.of(
          "/live",
          "/services/{service}/env/{environment}/logs/follow",
          "/audit/export",
          "/compare/plans",
          "/selection/promotion",
          "/selection/restarts",
          "/catalog/file/download",
          "/clusters/access/{file}",
          "/plans/{id}/start",
          "/plans/{id}/submit",
          "/plans/{id}/withdraw",
          "/plans/{id}/revoke",
          "/plans/{id}/decisions",
          "/plans/{id}/decisions/{decision}/undo",
          "/approvals/{id}/decisions",
          "/approvals/{id}/decisions/{decision}/undo",
          "/approvals/{id}/agreement",
          "/approvals/{id}/agreement/{decision}/undo",
          "/approvals/{id}/withdraw",
          "/me/zone",
          "/me/password",
          "/me/sessions/{name}/end",
          "/me/other-sessions/end",
          "/services/{service}/env/{environment}/verification/checks",
          "/services/{service}/env/{environment}/verification/checks/try",
          "/services/{service}/env/{environment}/verification/checks/{check}/remove",
          "/deployments/{id}/abort",
          "/deployments/{id}/resolve",
          "/backups/{id}/keys",
          "/backups/{id}/drills",
          "/backups/{id}/retire",
          "/gate/dry-runs/{id}/end",
          "/gate/tasks/{id}/close",
          "/gate/objectives/{objective}/exclusions/{id}/revoke",
          "/slo/import/store",
          "/slo/file",
          "/slo/{id}/file",
          "/slo/try",
          "/slo/{id}/try",
          "/slo/{id}/activate",
          "/slo/{id}/disable",
          "/slo/datasources/{id}",
          "/slo/datasources/{id}/check",
          "/slo/datasources/{id}/remove",
          "/setup",
          "/join/{token}");

  private PageKinds() {}

  static List<Look> looks() {
    return read(LOOKS);
  }

  static List<Look> parts() {
    return read(PartKinds.LOOKS);
  }

  /// The patterns that have an example, or that are no pages.
  static Set<String> known() {
    Set<String> known =
        looks().stream()
            .map(Look::pattern)
            .collect(Collectors.toCollection(java.util.TreeSet::new));
    parts().forEach(part -> known.add(part.pattern()));
    known.addAll(OTHERS);
    return known;
  }

  private static List<Look> read(String table) {
    return table
        .lines()
        .map(line -> line.split(" +"))
        .map(words ->
            new Look(
                words[0], words[1], words[2], words.length > 3 ? Integer.parseInt(words[3]) : 200))
        .toList();
  }
}
