package dev.slipway.shell;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Patches for a status drawn by `ui/status :: live`.
public final class LiveStatus {

  private LiveStatus() {}

  public static List<Patch> patches(Icons icons, String id, Object state, @Nullable String word) {
    Look look = Look.of(state);
    return List.of(
        new Patch(id, null, Map.of("class", "status status-chip " + look.toneClass())),
        new Patch(id + "-icon", null, Map.of("href", icons.href(look.icon()))),
        Patch.text(id + "-word", word == null ? look.word() : word));
  }
}
