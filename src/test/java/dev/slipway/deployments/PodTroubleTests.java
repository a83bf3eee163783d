package dev.slipway.deployments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.ContainerImage;
import dev.slipway.clusters.PodState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodTroubleTests {

  private static final List<ContainerImage> IMAGES =
      List.of(new ContainerImage("app", "registry.test/team/student-service:9.9.9", null, false));

  private static PodState pod(String reason, String message) {
    return new PodState(
        "student-service-x",
        "uid",
        reason,
        message,
        false,
        true,
        true,
        false,
        3,
        null,
        null,
        null,
        List.of("app"),
        List.of(),
        List.of(),
        PodState.Inits.NONE);
  }

  private static PodTrouble trouble(String reason, String message) {
    var pod = pod(reason, message);
    return reason.equals("CrashLoopBackOff")
        ? PodTrouble.crashing(pod)
        : PodTrouble.failing(pod, IMAGES, "30 s");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "failed to resolve reference: not found | was not found in the registry",
        "manifest unknown | was not found in the registry",
        "failed to authorize: 401 Unauthorized | may not be pulled: the registry refuses this cluster",
        "dial tcp: lookup registry.test: no such host | could not be pulled: the cluster does not reach the registry",
        "something nobody has seen yet | could not be pulled"
      })
  void aPullThatFailsIsOneSentenceAboutItsImage(String message, String said) {
    var trouble = trouble("ImagePullBackOff", message);
    assertThat(trouble.sentence()).isEqualTo("Image student-service:9.9.9 " + said);
    assertThat(trouble.said()).isEqualTo("Pod student-service-x: ImagePullBackOff, " + message);
  }

  @Test
  void whatStandsInTheWayIsToldOfAllPodsAtOnce() {
    var message = "failed to resolve reference: not found";
    assertThat(PodTrouble.inTheWay(List.of(pod("ErrImagePull", message)), IMAGES))
        .isEqualTo(
            Obstacle.of(
                "Cannot pull image",
                "No image",
                "1 new pod cannot pull its image. Image student-service:9.9.9 was not found in the"
                    + " registry"));
    var crash = pod("CrashLoopBackOff", "exit code 1");
    assertThat(PodTrouble.inTheWay(List.of(crash, crash), IMAGES).sentence())
        .isEqualTo("2 new pods crash, so far 3 restarts: CrashLoopBackOff, exit code 1");
    assertThat(PodTrouble.inTheWay(List.of(pod("CreateContainerConfigError", "")), IMAGES))
        .isEqualTo(
            Obstacle.of(
                "New pods fail",
                "Not starting",
                "1 new pod does not start: CreateContainerConfigError"));
  }

  @Test
  void aCrashNamesThePodAndHowOften() {
    assertThat(trouble("CrashLoopBackOff", "exit code 1").sentence())
        .isEqualTo("Pod student-service-x crashed 3 times: CrashLoopBackOff, exit code 1");
  }

  @Test
  void aLongMessageIsNeverCutButLeftOut() {
    var trouble = trouble("CreateContainerConfigError", "x".repeat(500));
    assertThat(trouble.sentence())
        .isEqualTo("Pod student-service-x fails for 30 s: CreateContainerConfigError");
    assertThat(trouble.said()).contains("x".repeat(500));
  }
}
