package dev.slipway.shell;

import java.util.Map;
import org.springframework.web.util.UriComponentsBuilder;

/// A part of another module's page, loaded by `hx-get` when it comes into view. Contributed as a
/// bean.
///
/// @param page name of the page it belongs to: `service`, `cell`, `environment`, `cluster`, `home`
/// @param url pattern with the page's variables, such as `/services/{service}/deployments/panel`
public record Panel(String page, String title, int order, String url) {

  Panel at(Map<String, ?> variables) {
    String filled =
        UriComponentsBuilder.fromUriString(url).buildAndExpand(variables).encode().toUriString();
    return new Panel(page, title, order, filled);
  }
}
