package dev.slipway.shell;

import jakarta.servlet.http.HttpServletRequest;

/// Marks a request whose credential was good although no person stands behind it, such as the key
/// of a backup that reports in. Limits for strangers go by it: whoever else calls from the same
/// address does not keep its next request out.
public final class GoodCredential {

  private static final String ATTRIBUTE = GoodCredential.class.getName();

  private GoodCredential() {}

  public static void mark(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, true);
  }

  public static boolean isIn(HttpServletRequest request) {
    return request.getAttribute(ATTRIBUTE) != null;
  }
}
