package dev.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.PipelineFiles;
import dev.slipway.testing.PipelineFiles.Call;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `docs/examples/github-actions.yml` and `gitlab-ci.yml`: their scripts are run as they stand,
/// with the variables that their machines set, and what they call ci.sh with is what it takes. The
/// portal's part of the road is `PipelineScriptJourney`.
class PipelineExamplesTests {

  @TempDir private Path folder;

  @Test
  void eachBranchOfGitHubShipsToItsEnvironment() throws Exception {
    var github = PipelineFiles.github(folder);
    Map.of("development", "dev", "staging", "qa", "main", "production")
        .forEach((branch, environment) ->
            assertThat(github.run("deploy", "Deploy", ref("branch", branch)))
                .isEqualTo(
                    new Call(
                        "github-71",
                        "vote",
                        environment,
                        "registry.example/vote:c0ffee@sha256:5eed",
                        "Deployed from " + branch + ", run 71",
                        tested("run"))));
    assertThat(github.run("deploy", "Deploy", ref("tag", "v1.4.1")))
        .isEqualTo(
            new Call(
                "github-71",
                "vote",
                "production",
                "registry.example/vote:v1.4.1@sha256:5eed",
                "Deployed from v1.4.1, run 71",
                tested("run")));
    assertThat(github.branches()).containsExactly("development", "staging", "main");
    assertThat(github.environmentsToRollBack()).containsExactly("dev", "qa", "production");
  }

  @Test
  void gitHubRollsBackByHandWhereSomebodyChose() throws Exception {
    assertThat(
            PipelineFiles.github(folder)
                .run(
                    "rollback",
                    "Roll back",
                    Map.of("inputs.environment", "production", "inputs.reason", "5xx since noon")))
        .isEqualTo(
            new Call("github-71-rollback", "rollback", "vote", "production", "5xx since noon", ""));
  }

  @Test
  void eachBranchOfGitLabShipsToItsEnvironmentAndHasAWayBackByHand() throws Exception {
    var gitlab = PipelineFiles.gitlab(folder);
    Map.of("development", "dev", "staging", "qa", "main", "production")
        .forEach((branch, environment) -> {
          assertThat(gitlab.jobsFor(branch))
              .containsExactly("deploy-" + environment, "rollback-" + environment);
          assertThat(gitlab.isManual("deploy-" + environment)).isFalse();
          assertThat(gitlab.isManual("rollback-" + environment)).isTrue();
          assertThat(gitlab.run("deploy-" + environment, Map.of("CI_COMMIT_REF_NAME", branch)))
              .isEqualTo(
                  new Call(
                      "gitlab-71",
                      "vote",
                      environment,
                      "registry.example/vote:c0ffee@sha256:5eed",
                      "Deployed from " + branch + ", pipeline 71",
                      tested("pipeline")));
          assertThat(gitlab.run("rollback-" + environment, Map.of()))
              .isEqualTo(
                  new Call(
                      "gitlab-71-rollback",
                      "rollback",
                      "vote",
                      environment,
                      "Rolled back by kofi in pipeline 71",
                      ""));
        });
    assertThat(
            gitlab.run(
                "deploy-production",
                Map.of("CI_COMMIT_TAG", "v1.4.1", "CI_COMMIT_REF_NAME", "v1.4.1")))
        .extracting(Call::third)
        .isEqualTo("registry.example/vote:v1.4.1@sha256:5eed");
  }

  private static String tested(String run) {
    return "{\"kind\": \"test\", \"outcome\": \"passed\", \"summary\": \"ci/test.sh in "
        + run
        + " 71\"}";
  }

  private static Map<String, String> ref(String type, String name) {
    return Map.of("GITHUB_REF_TYPE", type, "GITHUB_REF_NAME", name);
  }
}
