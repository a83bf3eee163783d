package dev.slipway.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.catalog.Services;
import dev.slipway.clusters.Placement;
import dev.slipway.deployments.ImageRef;
import dev.slipway.identity.ApiTokens;
import dev.slipway.identity.EnvironmentClass;
import dev.slipway.identity.IssueToken;
import dev.slipway.policies.spi.EvidenceKind;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;

/// `docs/examples/ci.sh` tells what a version brings, out of the history in which it is run.
@SlipwayTest
class CommitScriptTests {

  private static final Path PIPELINE = Path.of("docs/examples/ci.sh").toAbsolutePath();
  private static final String RUNS = "registry.example/app:1.0.0@sha256:" + "c".repeat(64);
  private static final String COMES = "registry.example/app:1.0.1@sha256:" + "d".repeat(64);

  @TempDir Path folder;
  @Autowired ApplicationContext context;
  @LocalServerPort int port;
  private Shipyard yard;
  private Placement placement;
  private String service;

  @BeforeEach
  void aServiceAndARepository() throws Exception {
    yard = new Shipyard(context);
    placement = yard.launch("script-" + yard.slug(), RUNS);
    service = yard.bean(Services.class).byId(placement.service()).orElseThrow().slug();
    git("init", "-q", "-b", "main");
    commit("feat: everything", "");
  }

  @AfterEach
  void close() {
    yard.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jq", "python3"})
  void itSendsTheSubjectsSinceTheCommitThatRuns(String json) throws Exception {
    var before = git("rev-parse", "HEAD");
    runs(before);
    commit("fix: \"quoted\" \u202e and \u00e4\ud83d\ude00", "");
    commit("fix(api)!: drop v1", "Nobody used it.\n\nBREAKING CHANGE: v1 is gone");
    commit("x".repeat(300), "");

    var said = ship(json, "HEAD");

    assertThat(said).contains("Commits: git log " + before.substring(0, 12));
    assertThat(commits())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.since()).isEqualTo(before);
          assertThat(one.commit()).isEqualTo(git("rev-parse", "HEAD"));
          assertThat(one.commits())
              .containsExactly(
                  "x".repeat(100),
                  "fix(api)!: drop v1",
                  "BREAKING CHANGE: v1 is gone",
                  "fix: \"quoted\"  and \u00e4\ud83d\ude00");
        });
  }

  @Test
  void whereWhatRunsNamesNoCommitItBeginsAtTheTagBefore() throws Exception {
    git("tag", "v1.0.0");
    var before = git("rev-parse", "HEAD");
    commit("fix: a", "");

    ship("jq", "HEAD");

    assertThat(commits()).extracting(EvidenceView::since).containsExactly(before);
  }

  @Test
  void whereNoRangeIsKnownTheCommitOfTheImageIsSaid() throws Exception {
    var said = ship("jq", "HEAD");

    assertThat(said).contains("nor is there a tag before").contains("The gate says");
    assertThat(commits()).isEmpty();
    assertThat(kept())
        .singleElement()
        .satisfies(one -> assertThat(one.commit()).isEqualTo(git("rev-parse", "HEAD")));
  }

  /// What a step back takes away is in no list of what it brings.
  @Test
  void aStepBackIsNotToldAsProgress() throws Exception {
    var old = git("rev-parse", "HEAD");
    git("checkout", "-q", "-b", "other");
    commit("feat: that would go", "");
    runs(git("rev-parse", "HEAD"));
    git("checkout", "-q", "main");
    commit("fix: a", "");

    assertThat(ship("jq", "main")).contains("is not among those of");
    assertThat(ship("jq", old)).contains("is not among those of");
    assertThat(commits()).isEmpty();
  }

  private void runs(String commit) {
    yard.bean(Evidence.class)
        .record(
            new RecordEvidence(
                ImageRef.parse(RUNS),
                service,
                EvidenceKind.BUILD,
                true,
                "built",
                "",
                null,
                null,
                commit,
                null,
                null),
            yard.owner());
  }

  private List<EvidenceView> kept() {
    return yard.bean(Evidence.class).ofService(placement.service(), 10);
  }

  private List<EvidenceView> commits() {
    return kept().stream().filter(one -> one.kind() == EvidenceKind.COMMITS).toList();
  }

  /// Runs the script until it has asked; what follows is of no matter here.
  private String ship(String json, String commit) throws IOException, InterruptedException {
    var script =
        new ProcessBuilder(
            "bash", PIPELINE.toString(), service, yard.slug(), COMES, "Fixes the report");
    var tools = Files.createDirectories(folder.resolve("tools-" + json));
    if (!json.equals("jq")) {
      // A machine without jq. What is called python3 may be a shim that needs more around it.
      var python = said(new ProcessBuilder("python3", "-c", "import sys; print(sys.executable)"));
      link(tools, "python3", Path.of(python.strip()));
      for (var tool :
          List.of(
              "bash", "git", "curl", "awk", "sed", "head", "mktemp", "od", "tr", "wc", "rm",
              "sleep")) {
        link(tools, tool, which(tool));
      }
      script.environment().put("PATH", tools.toString());
    }
    var owner = yard.owner();
    var token =
        yard.bean(ApiTokens.class)
            .issue(
                new IssueToken(
                    "ci-" + System.nanoTime(),
                    true,
                    false,
                    null,
                    "",
                    EnumSet.allOf(EnvironmentClass.class),
                    7),
                owner);
    script.environment().put("SLIPWAY_URL", "http://127.0.0.1:" + port);
    script.environment().put("SLIPWAY_TOKEN", token.secret());
    script.environment().put("SLIPWAY_COMMIT", commit);
    script.environment().put("SLIPWAY_TICKET", "PLAT-12");
    script.environment().put("SLIPWAY_POLL_SECONDS", "1");
    script.environment().put("SLIPWAY_DEPLOY_SECONDS", "0");
    script.environment().put("SLIPWAY_APPROVAL_SECONDS", "0");
    return said(script);
  }

  private static void link(Path folder, String tool, Path to) throws IOException {
    if (Files.notExists(folder.resolve(tool))) {
      Files.createSymbolicLink(folder.resolve(tool), to);
    }
  }

  private static Path which(String tool) {
    return Arrays.stream(System.getenv("PATH").split(":"))
        .map(part -> Path.of(part, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private void commit(String subject, String body) throws IOException, InterruptedException {
    git("commit", "-q", "--allow-empty", "-m", subject, "-m", body);
  }

  private String git(String... arguments) throws IOException, InterruptedException {
    var all =
        new ArrayList<>(
            List.of(
                "git",
                "-c",
                "user.name=Ada",
                "-c",
                "user.email=ada@example.org",
                "-c",
                "commit.gpgsign=false"));
    all.addAll(List.of(arguments));
    return said(new ProcessBuilder(all)).strip();
  }

  private String said(ProcessBuilder process) throws IOException, InterruptedException {
    process.directory(folder.toFile()).redirectErrorStream(true);
    var running = process.start();
    var said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(running.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return said;
  }
}
