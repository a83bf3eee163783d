package dev.slipway.shell;

import java.util.Locale;
import java.util.Map;
import org.springframework.web.util.UriComponentsBuilder;

/// A part of another module's page, loaded by `hx-get` when it comes into view. Contributed as a
/// bean.
///
/// @param page name of the page it belongs to: `service`, `cell`, `environment`, `cluster`, `home`
/// @param url pattern with the page's variables, such as `/services/{service}/deployments/panel`
public record Panel(String page, String title, int order, String url) {

  /// Id of the element that holds it: whoever changed what it shows makes it be read again.
  public static String id(String page, String title) {
    return "panel-" + page + "-" + title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  public String id() {
    return id(page, title);
  }

  Panel at(Map<String, ?> variables) {
    String filled =
        UriComponentsBuilder.fromUriString(url).buildAndExpand(variables).encode().toUriString();
    return new Panel(page, title, order, filled);
  }
}
