package dev.slipway.clusters.fabric8;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the log tells of one watch: what keeps it from standing, once until it stands or something
/// else does. A kind that a cluster does not have is asked for again and again. For one thread.
final class WatchLog {

  private static final Logger LOG = LoggerFactory.getLogger(WatchLog.class);
  private static final String UNREADABLE = "it could not be read";

  private final String kind;
  private @Nullable String told;

  WatchLog(String kind) {
    this.kind = kind;
  }

  void again(@Nullable String why) {
    if (isNews(why)) {
      LOG.info("Listing {} again: {}", kind, why);
    }
  }

  void failed(Throwable failure) {
    if (isNews(UNREADABLE)) {
      LOG.warn("Watching {} failed", kind, failure);
    }
  }

  void stands() {
    told = null;
  }

  private boolean isNews(@Nullable String why) {
    var news = why == null || !why.equals(told);
    told = why;
    return news;
  }
}
