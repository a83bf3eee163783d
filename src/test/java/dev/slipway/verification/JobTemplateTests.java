package dev.slipway.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.kernel.FieldRefused;
import dev.slipway.testing.Negative;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobTemplateTests {

  private static final String IMAGE = "app.test/app:2@sha256:" + "a".repeat(64);

  private static final String GOOD =
      """
      apiVersion: batch/v1
      kind: Job
      metadata:
        name: of-no-use
        labels: {team: students}
      spec:
        backoffLimit: 1
        activeDeadlineSeconds: 60
        template:
          metadata: {annotations: {sidecar.istio.io/inject: "false"}}
          spec:
            containers:
            - name: smoke
              image: ${IMAGE}
              command: [sh, -c, "wget -qO- http://app/health"]
              env:
              - {name: HOST, value: app}
              - {name: MODE, valueFrom: {configMapKeyRef: {name: settings, key: mode}}}
      """;

  @Test
  void aJobRunsWhatWasRolledOutInTheNamespaceOfTheServiceAndEndsByItself() {
    var job =
        JobTemplate.job(
            JobTemplate.read(GOOD),
            "shop",
            "smoke-1",
            IMAGE,
            Map.of("slipway.dev/deployment", "d-1"));
    assertThat(job.at("/metadata/namespace").asString()).isEqualTo("shop");
    assertThat(job.at("/metadata/name").asString()).isEqualTo("smoke-1");
    assertThat(job.at("/metadata/labels/team").asString()).isEqualTo("students");
    assertThat(job.at("/metadata/annotations/slipway.dev~1deployment").asString()).isEqualTo("d-1");
    assertThat(job.at("/spec/backoffLimit").asInt()).isEqualTo(1);
    assertThat(job.at("/spec/activeDeadlineSeconds").asInt()).isEqualTo(60);
    assertThat(job.at("/spec/ttlSecondsAfterFinished").asInt()).isEqualTo(3_600);
    var pod = job.at("/spec/template/spec");
    assertThat(pod.at("/containers/0/image").asString()).isEqualTo(IMAGE);
    assertThat(pod.at("/restartPolicy").asString()).isEqualTo("Never");
    assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
    assertThat(job.at("/spec/template/metadata/labels").isMissingNode()).isTrue();
  }

  @Test
  void whatIsNotSaidIsShortAndIsNotTriedAgain() {
    var template =
        JobTemplate.read(GOOD.replaceAll("  backoffLimit.*\\n  activeDeadline.*\\n", ""));
    assertThat(template.path("again").asInt()).isZero();
    assertThat(template.path("seconds").asInt()).isEqualTo(120);
  }

  /// Each of these would reach further than what was rolled out.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "hostNetwork: true",
        "hostPID: true",
        "hostIPC: true",
        "hostUsers: true",
        "nodeName: node-1",
        "serviceAccountName: admin",
        "serviceAccount: admin",
        "automountServiceAccountToken: true",
        "priorityClassName: system-node-critical",
        "runtimeClassName: other",
        "volumes: [{name: a, hostPath: {path: /}}]",
        "volumes: [{name: a, secret: {secretName: b}}]",
        "volumes: [{name: a, projected: {sources: [{secret: {name: b}}]}}]",
        "volumes: [{name: a, persistentVolumeClaim: {claimName: data}}]",
        "volumes: [{name: a, csi: {driver: d}}]",
        "ephemeralContainers: []",
        "securityContext: {sysctls: []}",
        "securityContext: {seccompProfile: {type: Unconfined}}",
        "terminationGracePeriodSeconds: 86400",
        "initContainers: {name: a, image: busybox}",
        "initContainers: [{name: a, image: busybox}]",
        "volumes: {name: a, hostPath: {path: /}}",
        "schedulerName: other",
        "topologySpreadConstraints: []",
      })
  @Negative(55)
  void aPodThatReachesFurtherIsRefused(String field) {
    refused(GOOD.replace("      containers:", "      " + field + "\n      containers:"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "envFrom: [{secretRef: {name: a}}]",
        "env: [{name: A, valueFrom: {secretKeyRef: {name: a, key: b}}}]",
        "securityContext: {privileged: true}",
        "securityContext: {allowPrivilegeEscalation: true}",
        "securityContext: {capabilities: {add: [SYS_ADMIN]}}",
        "securityContext: {procMount: Unmasked}",
        "ports: [{containerPort: 80, hostPort: 80}]",
        "volumeDevices: [{name: a, devicePath: /dev/a}]",
        "lifecycle: {}",
        "env: [{name: DB_PASSWORD, value: hunter2}]",
        "env: [{name: PORT, value: 8080}]",
        "env: {name: A, value: b}",
        "command: [sleep, 10]",
        "command: sh",
        "resources: {claims: [{name: gpu}]}",
        "imagePullPolicy: Always",
        "restartPolicy: Always",
      })
  @Negative(55)
  void aContainerThatReachesFurtherIsRefused(String field) {
    var without = GOOD.replaceAll("(?s)        env:.*", "");
    assertThat(JobTemplate.read(without).path("pod").isObject()).isTrue();
    refused(without + "        " + field + "\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a: [",
        "- a",
        "apiVersion: v1\nkind: Pod",
        "apiVersion: batch/v1\nkind: CronJob",
        "apiVersion: batch/v1\nkind: Job",
        "apiVersion: batch/v1\nkind: Job\n---\nkind: Secret",
        "!!java.net.URL [http://a]",
        "a: &a [1]\nb: [*a, *a]",
        "kind: Job\nkind: Secret",
        "? : a",
        "? {a: b} : c",
        "kind: !!binary aGVsbG8=",
        "kind: Job # \u202E not what it seems",
        "kind: Job\u0000",
      })
  @Negative(55)
  void whatIsNoJobIsRefused(String manifest) {
    refused(manifest);
  }

  @Test
  void anotherImageAnotherLabelAndALongerTimeAreRefused() {
    refused(GOOD.replace("${IMAGE}", "busybox:latest"));
    refused(GOOD.replace("{annotations:", "{labels: {app: app}, annotations:"));
    refused(GOOD.replace("activeDeadlineSeconds: 60", "activeDeadlineSeconds: 9000"));
    refused(GOOD.replace("backoffLimit: 1", "backoffLimit: 40"));
    refused(GOOD.replace("backoffLimit: 1", "completions: 5"));
    refused(GOOD.replace("team: students", "slipway.dev/deployment: other"));
    refused(GOOD.replace("name: of-no-use", "namespace: kube-system"));
    refused(GOOD.replace("name: smoke", "name: <b>smoke</b>"));
    refused(GOOD.replace("name: of-no-use", "ownerReferences: []"));
    refused(GOOD.replace("name: of-no-use", "name: " + "a".repeat(16_000)));
  }

  /// A role of the cloud, a Secret of a vault, a volume that a mesh would add.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "iam.amazonaws.com/role: admin",
        "vault.hashicorp.com/agent-inject: \"true\"",
        "sidecar.istio.io/userVolume: \"[]\"",
        "container.apparmor.security.beta.kubernetes.io/smoke: unconfined",
      })
  @Negative(55)
  void whatOthersReadFromThePodAndGiveItMoreForIsRefused(String annotation) {
    refused(GOOD.replace("sidecar.istio.io/inject: \"false\"", annotation));
  }

  @Test
  void anAliasThatGrowsIsRefusedBeforeItGrows() {
    var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (var i = 1; i < 12; i++) {
      var before = "*a" + (i - 1);
      bomb.append("a%d: &a%d [%s, %s, %s, %s]\n".formatted(i, i, before, before, before, before));
    }
    refused(bomb.toString());
    refused("a: " + "[".repeat(5_000) + "]".repeat(5_000));
  }

  private static void refused(String manifest) {
    assertThatThrownBy(() -> JobTemplate.read(manifest))
        .as(manifest)
        .isInstanceOfSatisfying(
            FieldRefused.class, refused -> assertThat(refused.field()).isEqualTo("manifest"));
  }
}
