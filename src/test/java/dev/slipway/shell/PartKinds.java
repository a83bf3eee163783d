package dev.slipway.shell;

/// The parts that pages load after themselves, with an example each, in the form of [PageKinds].
final class PartKinds {

  static final String LOOKS =
      """
      /matrix/counts                    mira  /matrix/counts
      /help/keys                        -     /help/keys
      /systems/{system}/matrix          mira  /systems/emis/matrix
      /services/{service}/env/{environment}/now            mira  /services/vote/env/dev/now
      /services/{slug}/notices          mira  /services/vote/notices
      /services/{service}/env/{environment}/events         mira  /services/vote/env/dev/events
      /services/{service}/env/{environment}/revisions      mira  /services/vote/env/dev/revisions
      /services/{service}/env/{environment}/configuration  ada   /services/vote/env/dev/configuration
      /services/{service}/env/{environment}/runtime/facts  ada   /services/api-service/env/production/runtime/facts?with=qa
      /services/{service}/env/{environment}/values/panel   mira  /services/api-service/env/production/values/panel
      /services/{service}/env/{environment}/values/running ada   /services/api-service/env/production/values/running
      /services/{service}/env/{environment}/lock/panel     mira  /services/vote/env/dev/lock/panel
      /services/{slug}/deployments/panel      mira  /services/vote/deployments/panel
      /services/{service}/slo/panel           mira  /services/student-service/slo/panel
      /services/{service}/alerts/panel        mira  /services/vote/alerts/panel
      /services/{service}/env/{environment}/alerts/panel  mira  /services/vote/env/production/alerts/panel
      /services/{service}/env/{environment}/resources/panel  mira  /services/student-service/env/production/resources/panel
      /clusters/{slug}/resources/panel        vera  /clusters/quizmentor/resources/panel
      /services/{service}/health/panel        mira  /services/student-service/health/panel
      /services/{service}/env/{environment}/slo/panel  mira  /services/student-service/env/production/slo/panel
      /services/{service}/backups             mira  /services/mysql/backups
      /services/{service}/env/{environment}/backups  mira  /services/mysql/env/production/backups
      /services/{service}/evidence            mira  /services/student-service/evidence
      /plans/{plan}/evidence                  mira  /plans/$waiting/evidence
      /gate/dry-runs/panel                    jon   /gate/dry-runs/panel
      /services/{service}/env/{environment}/gate  mira  /services/student-service/env/production/gate
      /deployments/{deployment}/verification  kofi  /deployments/$deployment/verification
      /services/{service}/env/{environment}/verification/panel  kofi  /services/student-service/env/production/verification/panel
      /gate/plans/{plan}/panel                kofi  /gate/plans/$waiting/panel
      /gate/tasks/panel                       mira  /gate/tasks/panel
      /gate/tasks/mine                        kofi  /gate/tasks/mine
      /gate/objectives/{objective}/exclusions/panel  mira  /gate/objectives/$objective/exclusions/panel
      /slo/{id}/months                        mira  /slo/$objective/months
      /gate/objectives/{objective}/tasks      mira  /gate/objectives/$objective/tasks
      /gate/plans/{plan}/decisions            mira  /gate/plans/$waiting/decisions
      /gate/deployments/{deployment}/decisions  vera  /gate/deployments/$deployment/decisions
      /deployments/{deployment}/evidence      mira  /deployments/$deployment/evidence
      /environments/{slug}/freezes/panel      mira  /environments/production/freezes/panel
      /environments/{slug}/policy/panel       mira  /environments/production/policy/panel
      /compare/configuration            ada   /compare/configuration?service=vote&from=dev&to=production
      /compare/configurations           ada   /compare/configurations?from=dev&to=production
      /views/list                       ada   /views/list?of=/services
      /environments/{slug}/policy/words       mira  /environments/production/policy/words?role=APPROVER&team=&seats=2
      /plans/new/fields                 ada   /plans/new/fields?service=vote&environment=production&kind=scale
      /plans/new/images                 ada   /plans/new/images?service=api-service&environment=production
      /plans/new/sizes                  ada   /plans/new/sizes?service=student-service&environment=production
      /plans/new/versions               ada   /plans/new/versions?service=student-service&environment=production
      /services/new/slug                sam   /services/new/slug?name=Attendance&system=emis
      /plans/{id}/standing              mira  /plans/$waiting/standing
      /plans/{id}/panel                 mira  /plans/$waiting/panel
      /plans/{id}/head                  mira  /plans/$waiting/head
      /deployments/running              mira  /deployments/running
      /deployments/{id}/pods            mira  /deployments/$deployment/pods
      /deployments/{id}/image           mira  /deployments/$deployment/image
      /deployments/{id}/log             mira  /deployments/$deployment/log
      /deployments/{id}/log/choice      mira  /deployments/$deployment/log/choice
      /approvals/badge                  mira  /approvals/badge
      /approvals/{id}/card              mira  /approvals/$approval/card
      /approvals/{id}/decision          mira  /approvals/$approval/decision
      /notices/panel                    mira  /notices/panel
      /notifications/hooks/panel        sam   /notifications/hooks/panel
      """;

  private PartKinds() {}
}
