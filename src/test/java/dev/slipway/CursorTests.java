package dev.slipway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.Grants;
import dev.slipway.identity.People;
import dev.slipway.identity.Role;
import dev.slipway.kernel.Actor;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Shipyard;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Visitor;
import java.lang.reflect.Parameter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Every list that goes on by a cursor, asked with cursors that nobody gave out.
@SlipwayTest
class CursorTests {

  /// Reads its parameters as a whole.
  private static final String AUDIT = "/audit";

  private static final List<String> FORGED =
      List.of(
          "forged",
          "%%%",
          "' or 1=1 --",
          "\u0000",
          encoded("+1000000000-01-01T00:00:00Z " + UUID.randomUUID()),
          encoded("-1000000000-01-01T00:00:00Z " + UUID.randomUUID()),
          encoded("2026-11-20T12:00:00Z"),
          encoded("2026-11-20T12:00:00Z not-an-id"),
          encoded("\u0000 \u0000"),
          encoded("../../etc/passwd"),
          "a".repeat(5_000));

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping handlers;

  @Autowired ApplicationContext portal;
  @Autowired People people;
  @Autowired Grants grants;
  @LocalServerPort int port;

  @Test
  @Negative(79)
  void noListTakesACursorThatItDidNotGive() {
    var handle = "reader-" + UUID.randomUUID().toString().substring(0, 8);
    var reader = people.register(handle, "Reader", "Reads every list", Actor.SYSTEM);
    for (var role : new Role[] {Role.AUDITOR, Role.PLATFORM_ADMIN}) {
      grants.give(reader.id(), role, null, null, "walks the lists", Actor.SYSTEM);
    }
    var visitor = Visitor.signedIn(port, handle);
    try (var yard = new Shipyard(portal)) {
      var service = "walk-" + yard.slug();
      yard.launch(service, "registry.example/walk:1.0.0");
      walk(visitor, lists(service));
    }
  }

  private static void walk(Visitor visitor, Set<String> lists) {
    assertThat(lists)
        .contains("/api/v1/deployments", "/deployments", "/api/v1/services", "/approvals", AUDIT);
    var wrong = new ArrayList<String>();
    for (var list : lists) {
      assertThat(visitor.get(list).statusCode()).as(list).isEqualTo(200);
      for (var cursor : FORGED) {
        var status =
            visitor
                .get(list + (list.contains("?") ? "&" : "?") + "cursor=" + encode(cursor))
                .statusCode();
        if (status != 400) {
          wrong.add(
              list
                  + " answers "
                  + status
                  + " to "
                  + cursor.substring(0, Math.min(40, cursor.length())));
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  /// The histories of one service among them.
  private Set<String> lists(String service) {
    var lists = new TreeSet<>(Set.of(AUDIT));
    handlers
        .getHandlerMethods()
        .forEach((mapping, handler) -> {
          if (takesACursor(handler)) {
            mapping.getPatternValues().stream()
                .filter(pattern -> !pattern.contains("{"))
                .map(pattern -> isOfOneService(handler) ? pattern + "?service=" + service : pattern)
                .forEach(lists::add);
          }
        });
    return lists;
  }

  private static boolean takesACursor(HandlerMethod handler) {
    return Arrays.stream(handler.getMethod().getParameters()).anyMatch(CursorTests::isACursor);
  }

  private static boolean isOfOneService(HandlerMethod handler) {
    return Arrays.stream(handler.getMethod().getParameters())
        .filter(parameter -> parameter.getName().equals("service"))
        .map(parameter -> parameter.getAnnotation(RequestParam.class))
        .anyMatch(asked ->
            asked != null
                && asked.required()
                && asked.defaultValue().equals(ValueConstants.DEFAULT_NONE));
  }

  private static boolean isACursor(Parameter parameter) {
    return parameter.getName().equals("cursor")
        || (parameter.getType().isRecord()
            && Arrays.stream(parameter.getType().getRecordComponents())
                .anyMatch(component -> component.getName().equals("cursor")));
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
