package dev.slipway.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What waits to be sent to one page. A change of an element that was quiet is due at once; one
/// that was sent less than 250 ms ago waits, and later changes join it.
class PendingChanges {

  static final long REST = TimeUnit.MILLISECONDS.toNanos(250);
  static final int MOST = 20_000;

  private final Map<String, Patch> patches = new LinkedHashMap<>();
  private final Set<String> reloads = new LinkedHashSet<>();
  private final Map<String, Long> lastSent = new HashMap<>();

  void change(Patch patch) {
    patches.merge(patch.id(), patch, PendingChanges::join);
  }

  void reload(String element) {
    reloads.add(element);
  }

  boolean isOverfull() {
    return patches.size() + reloads.size() > MOST;
  }

  /// Takes out everything that is due now.
  Due take(long now) {
    forgetRested(now);
    var duePatches = new ArrayList<Patch>();
    patches
        .values()
        .removeIf(patch -> {
          boolean due = isDue(patch.id(), now);
          if (due) {
            duePatches.add(patch);
          }
          return due;
        });
    var dueReloads = new ArrayList<String>();
    reloads.removeIf(element -> {
      boolean due = isDue("reload " + element, now);
      if (due) {
        dueReloads.add(element);
      }
      return due;
    });
    duePatches.forEach(patch -> lastSent.put(patch.id(), now));
    dueReloads.forEach(element -> lastSent.put("reload " + element, now));
    return new Due(duePatches, dueReloads);
  }

  /// How long until the next waiting change is due.
  long nextDue(long now) {
    if (patches.isEmpty() && reloads.isEmpty()) {
      return Long.MAX_VALUE;
    }
    long next = REST;
    for (String id : patches.keySet()) {
      next = Math.min(next, rest(id, now));
    }
    for (String element : reloads) {
      next = Math.min(next, rest("reload " + element, now));
    }
    return Math.max(next, 0);
  }

  private boolean isDue(String key, long now) {
    return rest(key, now) <= 0;
  }

  private long rest(String key, long now) {
    Long sent = lastSent.get(key);
    return sent == null ? 0 : sent + REST - now;
  }

  private void forgetRested(long now) {
    lastSent.values().removeIf(sent -> now - sent >= REST);
  }

  private static Patch join(Patch before, Patch after) {
    Map<String, @Nullable String> attributes = new HashMap<>(before.attributes());
    attributes.putAll(after.attributes());
    return new Patch(after.id(), after.text() == null ? before.text() : after.text(), attributes);
  }

  /// What goes out in one message.
  record Due(List<Patch> patches, List<String> reloads) {

    boolean isEmpty() {
      return patches.isEmpty() && reloads.isEmpty();
    }
  }
}
