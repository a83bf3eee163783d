package dev.slipway.plans;

import dev.slipway.clusters.LiveObject;
import dev.slipway.plans.OperationView.Effect;
import dev.slipway.plans.spi.Action;
import org.jspecify.annotations.Nullable;

/// What a fresh read of the object says about an operation's one write.
record Look(Finding finding, String text) {

  static final String MARK_DEPLOYMENT = "slipway.dev/deployment";
  static final String MARK_PLAN = "slipway.dev/plan-hash";
  static final String MARK_FENCE = "slipway.dev/fence";

  /// BASE: as it was planned on. OURS: the change is there and it is ours. FOREIGN: somebody
  /// else's.
  enum Finding {
    BASE,
    OURS,
    FOREIGN
  }

  static Look at(@Nullable LiveObject live, Steps.Work work, Action action) {
    var target = work.plan().target;
    if (live == null) {
      return foreign(target.ref() + " is not in the cluster any more");
    }
    if (!live.clusterUid().equals(target.clusterUid())) {
      return foreign("the address now leads to another cluster than the one that was planned for");
    }
    if (!live.namespaceUid().equals(target.namespaceUid())
        || !live.uid().equals(target.objectUid())) {
      return foreign(target.ref() + " was deleted and made anew");
    }
    if (isOurs(live, work, action)) {
      return new Look(Finding.OURS, "the change is there, at generation " + live.generation());
    }
    var base = action.baseHash(work.content(), live);
    if (base.equals(target.baseHash()) && work.operation().effect != Effect.MADE) {
      return new Look(Finding.BASE, "as it was when the plan was made");
    }
    return foreign(
        "it was planned on base %s and is now %s (generation %d, last written by %s)"
            .formatted(
                shortened(target.baseHash()), shortened(base), live.generation(), writer(live)));
  }

  /// The id of this operation, the wanted content and a newer generation, all three: an old id can
  /// come back with an old template.
  private static boolean isOurs(LiveObject live, Steps.Work work, Action action) {
    var operation = work.operation();
    var before = operation.generationBefore;
    if (before == null || !action.holds(work.content(), live)) {
      return false;
    }
    if (!operation.kind.marksWorkload()) {
      return true;
    }
    var least = operation.generationSent == null ? before + 1 : operation.generationSent;
    return live.generation() >= least && mark(live).equals(operation.id.value().toString());
  }

  private static String mark(LiveObject live) {
    return live.metadata().path("annotations").path(MARK_DEPLOYMENT).asString("");
  }

  private static String writer(LiveObject live) {
    var mark = mark(live);
    return mark.isEmpty() ? "somebody outside the portal" : "deployment " + mark;
  }

  static Look foreign(String text) {
    return new Look(Finding.FOREIGN, text);
  }

  private static String shortened(String hash) {
    return hash.length() > 12 ? hash.substring(0, 12) : hash;
  }
}
