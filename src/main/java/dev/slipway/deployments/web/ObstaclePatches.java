package dev.slipway.deployments.web;

import dev.slipway.deployments.Headway;
import dev.slipway.deployments.Obstacle;
import dev.slipway.shell.Icons;
import dev.slipway.shell.Look;
import dev.slipway.shell.Patch;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Brings what stands in the way onto an open page of a deployment, and takes it off again.
final class ObstaclePatches {

  private ObstaclePatches() {}

  static List<Patch> of(@Nullable Obstacle obstacle, Headway headway, Icons icons) {
    var look = Look.of(obstacle == null ? "progressing" : "failed");
    var sentence = obstacle == null ? "" : obstacle.sentence() + ".";
    var at = obstacle == null ? null : obstacle.at();
    Map<String, @Nullable String> box = new HashMap<>();
    box.put("hidden", obstacle == null ? "" : null);
    box.put("data-announce", obstacle == null ? null : sentence);
    return List.of(
        new Patch("deployment-obstacle", null, box),
        Patch.text("deployment-obstacle-text", sentence),
        Patch.text("deployment-obstacle-next", obstacle == null ? "" : obstacle.next()),
        moment(at),
        left(obstacle),
        new Patch(
            "deployment-bar",
            null,
            Map.of("class", obstacle == null ? "progress" : "progress " + look.toneClass())),
        new Patch("step-current", null, Map.of("class", look.toneClass())),
        new Patch("step-icon", null, Map.of("href", icons.href(look.icon()))),
        Patch.text(
            "step-note", obstacle == null ? headway.text() : StepRow.note(obstacle, headway)));
  }

  /// While something stands in the way nobody can say when it would be done.
  private static Patch left(@Nullable Obstacle obstacle) {
    Map<String, @Nullable String> attributes = new HashMap<>();
    attributes.put("hidden", obstacle == null ? null : "");
    return new Patch("deployment-left", null, attributes);
  }

  private static Patch moment(@Nullable Instant at) {
    Map<String, @Nullable String> attributes = new HashMap<>();
    attributes.put("datetime", at == null ? null : at.toString());
    return new Patch("deployment-obstacle-at", at == null ? "" : null, attributes);
  }
}
