package dev.slipway.shell;

import dev.slipway.kernel.Actor;
import dev.slipway.kernel.NearMiss;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.WebUtils;

/// What the frame around a page shows for one request: `#frame` in templates.
public class Frame {

  /// Session attribute: whether this person uses single letters as keys.
  public static final String LETTER_KEYS = "letterKeys";

  private static final int BOTTOM_BAR = 4;

  private final HttpServletRequest request;
  private final Contributions contributions;

  Frame(HttpServletRequest request, Contributions contributions) {
    this.request = request;
    this.contributions = contributions;
  }

  public Actor actor() {
    return CurrentActor.of(request);
  }

  public boolean signedIn() {
    return actor().person() != null;
  }

  /// `light`, `dark`, or null for the system's choice.
  public @Nullable String theme() {
    String theme = cookie("theme");
    return "light".equals(theme) || "dark".equals(theme) ? theme : null;
  }

  /// Whether single letters are keys, as this person likes it.
  public boolean letterKeys() {
    return !Boolean.FALSE.equals(WebUtils.getSessionAttribute(request, LETTER_KEYS));
  }

  public ZoneId zone() {
    return zone(cookie("zone"));
  }

  public List<NavigationItem> navigation() {
    if (!signedIn()) {
      return List.of();
    }
    BiPredicate<Actor, NavigationItem> shown =
        (actor, item) ->
            contributions.guards().stream().allMatch(g -> g.shows(actor, item.permission()));
    Actor actor = actor();
    return contributions.navigation().stream()
        .filter(item -> shown.test(actor, item))
        .sorted(Comparator.comparingInt(NavigationItem::order))
        .toList();
  }

  /// The first entries, as many as a phone's bottom bar takes beside "More".
  public List<NavigationItem> bottomBar() {
    return navigation().stream().limit(BOTTOM_BAR).toList();
  }

  /// The entries that the bottom bar has no room for.
  public List<NavigationItem> more() {
    return navigation().stream().skip(BOTTOM_BAR).toList();
  }

  public boolean isCurrent(NavigationItem item) {
    String path = path();
    return item.href().equals("/")
        ? path.equals("/")
        : path.equals(item.href()) || path.startsWith(item.href() + "/");
  }

  /// Pages whose address is nearly the one asked for; none where that begins as a page does.
  public List<NearMiss> nearPages() {
    String first = path().replaceAll("^/|(?<=[^/])/.*", "");
    return NearMiss.among(
        navigation().stream()
            .map(item -> item.href().substring(1))
            .filter(s -> !s.isEmpty())
            .filter(s -> !first.equals(s))
            .toList(),
        first,
        "/");
  }

  /// Whether this is the page that people begin at: it does without the styles of features.
  public boolean isStart() {
    return path().equals("/");
  }

  public List<ModeBanner> banners() {
    return contributions.banners();
  }

  /// The lazy panels that other modules add to a page, with the page's variables put into their
  /// URLs.
  public List<Panel> panels(String page, Map<String, ?> variables) {
    return contributions.panels().stream()
        .filter(panel -> panel.page().equals(page))
        .sorted(Comparator.comparingInt(Panel::order))
        .map(panel -> panel.at(variables))
        .toList();
  }

  public String requestId() {
    return RequestIds.of(request);
  }

  /// The address asked for, also while an error page is drawn for it.
  public String path() {
    Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    return failed instanceof String uri ? uri : request.getRequestURI();
  }

  /// The address asked for with its filters, to keep it.
  public String here() {
    String query = request.getQueryString();
    return path() + (query == null ? "" : "?" + query);
  }

  /// The page about the API, at the calls that read what this page shows.
  public String apiHref() {
    String query = request.getQueryString();
    return "/api?page="
        + URLEncoder.encode(path() + (query == null ? "" : "?" + query), StandardCharsets.UTF_8);
  }

  /// The page that sent this request, to lead people back after they confirmed who they are.
  /// Whoever redirects there keeps to local paths.
  public String cameFrom() {
    String referrer = request.getHeader("Referer");
    try {
      URI page = URI.create(referrer == null ? "/" : referrer);
      String query = page.getRawQuery();
      return page.getRawPath() + (query == null ? "" : "?" + query);
    } catch (IllegalArgumentException _) {
      return "/";
    }
  }

  private @Nullable String cookie(String name) {
    Cookie cookie = WebUtils.getCookie(request, name);
    return cookie == null ? null : cookie.getValue();
  }

  private static ZoneId zone(@Nullable String id) {
    if (id == null) {
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.of(id.replace("%2F", "/"));
    } catch (DateTimeException _) {
      return ZoneOffset.UTC;
    }
  }

  /// What modules contribute to the frame.
  record Contributions(
      List<NavigationItem> navigation,
      List<NavigationGuard> guards,
      List<ModeBanner> banners,
      List<Panel> panels) {}
}
