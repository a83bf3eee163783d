package dev.slipway.shell;

import jakarta.servlet.http.HttpServletRequest;

/// Tells requests of htmx, which want a fragment, from navigation, which wants a page.
public final class HtmxRequests {

  private HtmxRequests() {}

  /// True for a swap; false for a restored history entry, which needs the whole page.
  public static boolean wantsFragment(HttpServletRequest request) {
    return "true".equals(request.getHeader("HX-Request"))
        && !"true".equals(request.getHeader("HX-History-Restore-Request"))
        && !"true".equals(request.getHeader("HX-Boosted"));
  }
}
