package dev.slipway.sandbox;

import dev.slipway.deployments.ImageRef;
import dev.slipway.evidence.Evidence;
import dev.slipway.evidence.Hooks;
import dev.slipway.evidence.MakeHook;
import dev.slipway.evidence.RecordEvidence;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Via;
import dev.slipway.policies.spi.EvidenceKind;
import dev.slipway.policies.spi.ImageEvidence.Findings;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// What the pipelines of the five systems said of their images: most of it good, one critical
/// finding, and of the worker of the votes nothing at all.
@Component
@InSandbox
class DemonstrationEvidence {

  private static final Findings NONE = new Findings(0, 0, 0, 0);

  private final Evidence evidence;
  private final Hooks hooks;
  private final SandboxRegistry registry;

  DemonstrationEvidence(Evidence evidence, Hooks hooks, SandboxRegistry registry) {
    this.evidence = evidence;
    this.hooks = hooks;
    this.registry = registry;
  }

  void settle() {
    hooks.make(
        new MakeHook(
            "ci of the votes",
            "voting",
            List.of("vote", "result", "worker"),
            "Reports every build of the voting app"),
        Actor.SYSTEM);
    platformEdu();
    emis();
    iot();
    quizMentor();
    voting();
  }

  private void platformEdu() {
    for (var version : List.of("v1.0.0", "v1.1.0")) {
      var build = build("api-service", "platformedu.azurecr.io/platformedu/api:" + version);
      build.says(EvidenceKind.BUILD, true, "", "build-and-push of main");
      build.says(EvidenceKind.LINT, true, "flake8", "no warnings");
      build.says(EvidenceKind.TEST, true, "pytest", "418 tests, none failed");
      build.measures(EvidenceKind.COVERAGE, true, "pytest", "lines of all packages", "87.4", null);
      build.measures(EvidenceKind.SCAN, true, "bandit", "source", null, new Findings(0, 0, 1, 3));
      build.measures(EvidenceKind.SCAN, true, "safety", "dependencies", null, NONE);
      build.measures(EvidenceKind.SCAN, true, "trivy", "image", null, new Findings(0, 0, 4, 11));
      build.says(EvidenceKind.SIGNATURE, true, "cosign", "signed by build-and-push");
    }
  }

  private void emis() {
    for (var version : List.of("1.0.0", "1.0.1")) {
      var build = build("student-service", "registry.emis.local/student-service:" + version);
      build.says(EvidenceKind.TEST, true, "junit", "312 tests, none failed");
      build.measures(EvidenceKind.SCAN, true, "trivy", "image", null, new Findings(0, 0, 2, 5));
    }
    build("student-service", "registry.emis.local/student-service:1.0.1")
        .brings(
            build("student-service", "registry.emis.local/student-service:1.0.0"),
            "fix: enrol a pupil once when two schools ask",
            "test: two enrolments at the same time");
  }

  private void iot() {
    var build = build("iot-dashboard", "iot-predictive-maintenance:latest");
    build.says(EvidenceKind.LINT, true, "flake8", "no warnings");
    build.says(EvidenceKind.TEST, true, "pytest", "Python 3.9, 3.10 and 3.11, 264 tests each");
    build.measures(EvidenceKind.COVERAGE, true, "pytest", "gate 80 %", "82.1", null);
    build.says(EvidenceKind.SBOM, true, "syft", "211 packages");
    build.measures(EvidenceKind.SCAN, true, "bandit", "source", null, new Findings(0, 0, 2, 9));
    build.measures(EvidenceKind.SCAN, true, "safety", "dependencies", null, NONE);
    build.measures(
        EvidenceKind.SCAN, false, "trivy", "openssl in the image", null, new Findings(1, 3, 8, 20));
    build.says(EvidenceKind.LOAD, true, "locust", "staging, 100 users for 5 min, P95 212 ms");
  }

  private void quizMentor() {
    for (var version : List.of("2.4.0", "2.5.0")) {
      var build =
          build("learning-orchestrator", "registry.quizmentor.local/orchestrator:" + version);
      build.says(EvidenceKind.TEST, true, "jest", "526 tests, none failed");
      build.says(EvidenceKind.TEST, true, "playwright", "41 journeys end to end");
      build.says(EvidenceKind.LINT, true, "sonarcloud", "quality gate passed");
      build.says(EvidenceKind.BUILD, true, "", "tagged by version and by commit");
    }
    build("learning-orchestrator", "registry.quizmentor.local/orchestrator:2.5.0")
        .brings(
            build("learning-orchestrator", "registry.quizmentor.local/orchestrator:2.4.0"),
            "feat(paths): suggest the next lesson",
            "fix: keep the place in a quiz over a reload",
            "docs: how lessons are ordered");
  }

  private void voting() {
    for (var version : List.of("1.3.2", "1.4.0")) {
      for (var service : List.of("vote", "result")) {
        var build = build(service, "registry.voting.local/" + service + ":" + version);
        build.says(EvidenceKind.TEST, true, "", "of branch " + branch(version));
        build.measures(EvidenceKind.SCAN, true, "trivy", "image", null, new Findings(0, 0, 1, 2));
      }
    }
  }

  private static String branch(String version) {
    return version.equals("1.4.0") ? "staging" : "main";
  }

  private Build build(String service, String image) {
    var digest = registry.digest(image).orElseThrow();
    return new Build(service, ImageRef.parse(image + "@" + digest));
  }

  /// One image, and what its pipeline says of it.
  private final class Build {

    private final String service;
    private final ImageRef image;
    private final Actor pipeline;

    Build(String service, ImageRef image) {
      this.service = service;
      this.image = image;
      this.pipeline = new Actor(null, "pipeline of " + service, Via.SYSTEM, null, null, null);
    }

    void says(EvidenceKind kind, boolean passed, String tool, String summary) {
      measures(kind, passed, tool, summary, null, null);
    }

    /// What it adds to the version before.
    void brings(Build before, String... commits) {
      evidence.record(
          new RecordEvidence(
              image,
              service,
              EvidenceKind.COMMITS,
              true,
              "git log since " + before.image.tag(),
              "",
              null,
              null,
              commit(),
              "main",
              null,
              before.commit(),
              List.of(commits)),
          pipeline);
    }

    private String commit() {
      return digestOf(image).substring(7, 19);
    }

    void measures(
        EvidenceKind kind,
        boolean passed,
        String tool,
        String summary,
        @Nullable String coverage,
        @Nullable Findings findings) {
      var commit = commit();
      evidence.record(
          new RecordEvidence(
              image,
              service,
              kind,
              passed,
              summary,
              tool,
              coverage == null ? null : new BigDecimal(coverage),
              findings,
              commit,
              "main",
              "https://ci.example/runs/" + commit),
          pipeline);
    }

    private static String digestOf(ImageRef image) {
      return image.digest() == null ? "sha256:000000000000" : image.digest();
    }
  }
}
