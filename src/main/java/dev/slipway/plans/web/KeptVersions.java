package dev.slipway.plans.web;

import dev.slipway.kernel.Plural;
import dev.slipway.plans.spi.ImagePresence;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What registries say of the targets of a rollback.
///
/// @param gone targets whose image is gone, newest first
/// @param note what is true of the others, in one sentence
record KeptVersions(List<Gone> gone, String note) {

  static final KeptVersions NONE = new KeptVersions(List.of(), "");

  /// A target that pods could hardly start.
  ///
  /// @param target as the field for it calls it
  record Gone(String target, String why) {}

  static KeptVersions of(WaysBack back, Map<UUID, ImagePresence> presence) {
    List<Gone> gone = new ArrayList<>();
    var silences = new LinkedHashSet<String>();
    int there = 0;
    int untold = 0;
    for (var each : back.earlier()) {
      var told = presence.get(each.deployment());
      if (told == null) {
        continue;
      }
      switch (told.state()) {
        case THERE -> there++;
        case GONE -> gone.add(new Gone(back.words(each), told.why()));
        case NOT_KNOWN -> {
          untold++;
          silences.add(told.why());
        }
      }
    }
    return new KeptVersions(List.copyOf(gone), note(there, untold, gone.size(), silences));
  }

  private static String note(int there, int untold, int gone, LinkedHashSet<String> silences) {
    if (untold > 0) {
      return "Not known whether the registry still has the images of %s: %s."
          .formatted(Plural.of(untold, "deployment"), silences.getFirst());
    }
    return there == 0
        ? ""
        : gone == 0
            ? "The registry still has all of these images."
            : "The registry still has the images of the others.";
  }
}
