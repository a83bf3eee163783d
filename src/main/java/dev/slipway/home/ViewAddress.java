package dev.slipway.home;

import dev.slipway.kernel.FieldRefused;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// The address of a list, taken apart and put together again from what we know: only our own pages,
/// and of their filters only names and values.
///
/// @param query what of it is kept: filters, never the page of a list that was just open
record ViewAddress(ViewedPage page, String query) {

  private static final int LONGEST = 600;
  private static final int MOST_FILTERS = 20;

  /// Where somebody stood in a list, which is not part of the view.
  private static final Set<String> PASSING = Set.of("page", "cursor", "after", "_csrf");

  static ViewAddress parse(String address) {
    var text = address.strip();
    var mark = text.indexOf('?');
    var path = mark < 0 ? text : text.substring(0, mark);
    var page =
        ViewedPage.at(path)
            .orElseThrow(() ->
                new FieldRefused(
                    "from",
                    "Views are kept of the matrix, services, deployments, health, objectives and the audit. Open one of them, and save from there."));
    var query =
        mark < 0
            ? ""
            : Arrays.stream(text.substring(mark + 1).split("&"))
                .map(ViewAddress::filter)
                .filter(filter -> !filter.isEmpty())
                .limit(MOST_FILTERS)
                .collect(Collectors.joining("&"));
    if (query.length() > LONGEST) {
      throw new FieldRefused("from", "These filters are too long to keep. Take one away.");
    }
    return new ViewAddress(page, query);
  }

  private static String filter(String pair) {
    var equals = pair.indexOf('=');
    var name = equals < 0 ? "" : pair.substring(0, equals);
    var value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
    return value.isBlank() || !name.matches("[a-zA-Z]{1,30}") || PASSING.contains(name)
        ? ""
        : name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }
}
