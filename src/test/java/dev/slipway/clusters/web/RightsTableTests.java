package dev.slipway.clusters.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.clusters.ClusterRights;
import dev.slipway.clusters.ClusterRights.Area;
import dev.slipway.clusters.ClusterRights.Right;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RightsTableTests {

  private static final Right PATCH = new Right(Area.DEPLOY, "apps", "deployments", "patch");

  @Test
  void whatIsMissingIsNamedWithTheCommandThatGrantsIt() {
    var row = deploy("system:serviceaccount:tools:portal");
    assertThat(row.word()).isEqualTo("Not granted");
    assertThat(row.missing()).containsExactly("patch deployments.apps");
    assertThat(row.commands())
        .containsExactly(
            "kubectl apply -f deploy.yaml",
            "kubectl create clusterrolebinding slipway-deploy-portal --clusterrole=slipway-deploy"
                + " --serviceaccount=tools:portal");
    assertThat(deploy("jane@example.org").commands())
        .anyMatch(command -> command.endsWith("--user=jane@example.org"));
    assertThat(deploy("system:serviceaccount:slipway:slipway").commands())
        .containsExactly("kubectl apply -f deploy.yaml");
  }

  /// The name comes from a cluster, and somebody copies the command into a shell.
  @ParameterizedTest
  @ValueSource(strings = {"x; rm -rf /", "$(reboot)", "a b", "`id`", "", "--help", "x\ny"})
  void aNameThatCouldBeACommandIsNotPutIntoOne(String account) {
    assertThat(deploy(account).commands()).containsExactly("kubectl apply -f deploy.yaml");
  }

  private static RightsTable.Row deploy(String account) {
    var rights =
        new ClusterRights(account, Instant.EPOCH, List.of(PATCH), List.of(PATCH), Map.of());
    return RightsTable.of(rights).rows().getFirst();
  }
}
