package dev.slipway.shell;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One page with every component, only for tests and eyes.
record Gallery(
    List<Choice> crumbs,
    List<Choice> tabs,
    List<Choice> filters,
    List<String> states,
    List<Line> diff,
    List<Cell> cells,
    Map<String, String> options,
    Map<String, String> errors,
    Instant at,
    @Nullable Instant never) {

  record Line(char sign, String text) {}

  record Cell(
      String id,
      String href,
      String label,
      String state,
      boolean tinted,
      boolean stale,
      boolean locked,
      String version,
      String ready,
      String note)
      implements CellParts {

    public String from() {
      return version.startsWith("→") ? "1.0.0" : "";
    }

    public String title() {
      return version;
    }
  }

  static Gallery example() {
    var options = new LinkedHashMap<String, String>();
    options.put("dev", "dev");
    options.put("production", "production");
    return new Gallery(
        List.of(Choice.link("Services", "/services"), Choice.link("EMIS", "/systems/emis")),
        List.of(
            Choice.counted("For me", "/approvals", true, 2),
            Choice.tab("Decided", "/approvals?tab=decided", false)),
        List.of(
            Choice.state("failed", "/?state=failed", true, 1, "failed"),
            Choice.state("degraded", "/?state=degraded", false, 1, "degraded"),
            Choice.state("healthy", "/?state=healthy", false, 37, "healthy"),
            Choice.state("drift", "/?state=drift", false, 0, "drift")),
        List.of(
            "healthy",
            "progressing",
            "degraded",
            "failed",
            "suspended",
            "unknown",
            "complete",
            "paused",
            "stalled",
            "blocked",
            "scaled-to-zero",
            "stale",
            "lost",
            "none",
            "drift",
            "locked",
            "planned",
            "pending-approval",
            "approved",
            "rejected",
            "expired",
            "superseded",
            "plan-stale",
            "revoked",
            "withdrawn",
            "started",
            "queued",
            "running",
            "verifying",
            "succeeded",
            "rolled-back",
            "aborting",
            "aborted",
            "observed",
            "allow",
            "condition",
            "needs-approval",
            "block",
            "denied"),
        List.of(
            new Line(' ', "- name: student-service"),
            new Line('-', "  image: student-service:1.0.0@sha256:aa11f09c"),
            new Line('+', "  image: student-service:1.0.1@sha256:bb22d47e")),
        List.of(
            new Cell(
                "c1",
                "/x",
                "student-service in production, 1.0.0, healthy",
                "healthy",
                false,
                false,
                false,
                "1.0.0",
                "3/3",
                "21 d"),
            new Cell(
                "c2",
                "/x",
                "worker in qa, failed",
                "failed",
                true,
                false,
                false,
                "1.4.0",
                "0/1",
                "Failed 8 min"),
            new Cell(
                "c3",
                "/x",
                "worker in production, rolling out",
                "progressing",
                true,
                false,
                false,
                "→ 1.3.2",
                "2/3",
                "66 %, 1 min left"),
            new Cell(
                "c4",
                "/x",
                "student-service needs approval",
                "pending-approval",
                true,
                false,
                false,
                "→ 1.0.1",
                "3/3",
                "Needs OK, Mira"),
            new Cell(
                "c5",
                "/x",
                "iot-dashboard, no signal",
                "lost",
                false,
                true,
                false,
                "latest@d117",
                "3/3",
                "as of 16:31")),
        options,
        Map.of("reason", "Say why, in a few words."),
        Drawing.NOW.minusSeconds(372),
        null);
  }
}
