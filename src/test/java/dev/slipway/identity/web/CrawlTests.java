package dev.slipway.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Tables;
import dev.slipway.testing.Visitor;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Follows every kind of link as every role: reading changes nothing, every answer carries its
/// headers, and no form of any page works from another site.
@SlipwayTest
@Tag("race")
class CrawlTests {

  private static final List<String> ROLES =
      List.of("vera", "ada", "kofi", "mira", "jon", "sam", "noor");
  private static final int ALIKE = 2;
  private static final Pattern NOT_A_PAGE =
      Pattern.compile("^/(live|css|js|webjars)\\b|/follow\\b");
  private static final Pattern ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}|[a-z]+-[0-9a-f]{12}");

  @LocalServerPort int port;

  @Test
  @Negative({29, 39, 43})
  @Promise("P20")
  void readingChangesNothingAndNoFormWorksFromElsewhere() {
    var pages = 0;
    var forms = 0;
    for (var role : ROLES) {
      var visitor = Visitor.signedIn(port, role);
      var before = Tables.hashes();
      Map<String, Element> found = new LinkedHashMap<>();
      pages += crawl(visitor, found);
      assertThat(Tables.hashes()).as("after reading as %s", role).isEqualTo(before);
      for (var form : found.entrySet()) {
        replay(visitor, role, form.getKey(), form.getValue());
      }
      forms += found.size();
      assertThat(Tables.hashes()).as("after forms from elsewhere, %s", role).isEqualTo(before);
    }
    System.out.printf(
        "P20: %d pages read, %d forms replayed from another site, 0 changes.%n", pages, forms);
    assertThat(pages).isGreaterThan(50);
    assertThat(forms).isGreaterThan(20);
  }

  private int crawl(Visitor visitor, Map<String, Element> forms) {
    Set<String> visited = new LinkedHashSet<>();
    Map<String, Integer> alike = new HashMap<>();
    var queue = new ArrayDeque<>(List.of("/", "/me", "/help"));
    while (!queue.isEmpty()) {
      var path = queue.remove();
      if (!visited.add(path)) {
        continue;
      }
      var answer = visitor.get(path);
      requireHeaders(path, answer);
      visitor.send("HEAD", path, HttpRequest.BodyPublishers.noBody(), "Purpose", "prefetch");
      var page = Visitor.page(answer);
      for (var form : page.select("form[method=post i]")) {
        forms.putIfAbsent(shape(form.attr("action")) + " " + names(form), form);
      }
      for (var link : page.select("a[href], [hx-get]")) {
        var next = link.hasAttr("hx-get") ? link.attr("hx-get") : link.attr("href");
        next = next.replaceAll("#.*", "");
        if (next.startsWith("/")
            && !next.startsWith("//")
            && !NOT_A_PAGE.matcher(next).find()
            && alike.merge(shape(next), 1, Integer::sum) <= ALIKE) {
          queue.add(next);
        }
      }
    }
    return visited.size();
  }

  private static void requireHeaders(String path, HttpResponse<String> answer) {
    var headers = answer.headers();
    assertThat(answer.statusCode()).as(path).isLessThan(500);
    assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
        .as(path)
        .contains("default-src 'none'")
        .contains("frame-ancestors 'none'");
    assertThat(headers.firstValue("X-Content-Type-Options")).as(path).hasValue("nosniff");
    assertThat(headers.firstValue("Cache-Control")).as(path).hasValue("no-store");
  }

  /// With the session and the token of its own page, but from a page of another site.
  private static void replay(Visitor visitor, String role, String name, Element form) {
    Map<String, String> fields = new LinkedHashMap<>();
    for (var field : form.select("[name]")) {
      fields.put(field.attr("name"), field.hasAttr("value") ? field.val() : "x");
    }
    var token = fields.remove("_csrf");
    for (var header :
        List.of(
            List.of("Sec-Fetch-Site", "cross-site"), List.of("Origin", "https://evil.example"))) {
      var answer =
          visitor.postWithToken(
              token == null ? visitor.formToken() : token,
              form.attr("action"),
              fields,
              header.getFirst(),
              header.getLast());
      assertThat(answer.statusCode()).as("%s: %s with %s", role, name, header).isEqualTo(403);
    }
    var bare = visitor.postWithToken("", form.attr("action"), fields);
    assertThat(bare.statusCode()).as("%s: %s without its token", role, name).isEqualTo(403);
  }

  private static String names(Element form) {
    List<String> names = new ArrayList<>();
    form.select("[name]").forEach(field -> names.add(field.attr("name")));
    return String.join(",", names);
  }

  private static String shape(String path) {
    return ID.matcher(path)
        .replaceAll("*")
        .replaceAll("=[^&]*", "=*")
        .replaceAll("/[a-z0-9-]*[0-9][a-z0-9-]*", "/*");
  }
}
