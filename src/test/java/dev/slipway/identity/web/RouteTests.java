package dev.slipway.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.identity.Access;
import dev.slipway.identity.People;
import dev.slipway.kernel.Actor;
import dev.slipway.kernel.Permission;
import dev.slipway.kernel.Via;
import dev.slipway.testing.Negative;
import dev.slipway.testing.Promise;
import dev.slipway.testing.SlipwayTest;
import dev.slipway.testing.Tables;
import dev.slipway.testing.Visitor;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// Promise P17, deny by default on every route, and P20, no change by GET. Both read the routes
/// from the running portal, so a new handler is tested by being there.
@SlipwayTest
class RouteTests {

  private static final List<String> ROLES =
      List.of("vera", "ada", "kofi", "mira", "jon", "sam", "noor");

  /// Streams never end by themselves, so a crawl cannot wait for them.
  private static final Set<String> STREAMS = Set.of("/live");

  @LocalServerPort int port;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping handlers;

  @Autowired Access access;
  @Autowired People people;

  record Route(String method, String path, Permission permission) {}

  @Test
  @Promise("P17")
  void everyHandlerDeclaresAPermission() {
    var silent = new TreeSet<String>();
    handlers
        .getHandlerMethods()
        .forEach((mapping, method) -> {
          if (PermissionInterceptor.permission(method) == null
              && method.getBeanType().getName().startsWith("dev.slipway")) {
            silent.add(method.toString());
          }
        });

    assertThat(silent).isEmpty();
  }

  @Test
  @Promise("P17")
  void nobodyWithoutThePermissionGetsThrough() {
    var routes = routes();
    var let = new ArrayList<String>();
    var asked = 0;
    for (var handle : ROLES) {
      var visitor = Visitor.signedIn(port, handle);
      for (var route : routes) {
        if (!may(handle, route.permission())) {
          asked++;
          var status = status(visitor, route);
          if (status != 403 && status != 404) {
            let.add(handle + " " + route + " -> " + status);
          }
        }
      }
    }
    var stranger = new Visitor(port);
    stranger.get("/sign-in");
    for (var route : routes) {
      if (route.permission() != Permission.PUBLIC) {
        asked++;
        var status = status(stranger, route);
        if (status != 401 && status != 403 && status != 303) {
          let.add("anonymous " + route + " -> " + status);
        }
      }
    }

    System.out.println("P17: " + routes.size() + " routes, " + asked + " refusals asked for");
    assertThat(let).isEmpty();
  }

  @Test
  @Negative({2, 33})
  @Promise("P17")
  void aTokenOfAnyKindIsRefusedOnEveryRoute() {
    var visitor = Visitor.signedIn(port, "sam");
    var let = new ArrayList<String>();
    for (var route : routes()) {
      for (var header :
          List.of("Bearer garbage", "Bearer eyJhbGciOiJub25lIn0.e30.", "Basic c2FtOg==")) {
        var status = status(visitor, route, "Authorization", header);
        if (status != 401) {
          let.add(route + " " + header + " -> " + status);
        }
      }
    }
    assertThat(let).isEmpty();
  }

  @Test
  @Negative(29)
  @Promise("P20")
  void noPageChangesAnything() {
    for (var handle : ROLES) {
      var visitor = Visitor.signedIn(port, handle);
      var before = Tables.hashes();
      for (var route : routes()) {
        if (route.method().equals("GET")) {
          status(visitor, route);
          visitor.send("HEAD", route.path(), HttpRequest.BodyPublishers.noBody());
        }
      }
      assertThat(Tables.hashes()).as(handle).isEqualTo(before);
    }
  }

  private List<Route> routes() {
    List<Route> routes = new ArrayList<>();
    handlers
        .getHandlerMethods()
        .forEach((mapping, method) -> {
          var permission = PermissionInterceptor.permission(method);
          var methods = mapping.getMethodsCondition().getMethods();
          for (var pattern : mapping.getPatternValues()) {
            var path = pattern.replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
            if (permission != null && !STREAMS.contains(path) && !path.equals("/error")) {
              for (var verb : methods.isEmpty() ? Set.of(RequestMethod.GET) : methods) {
                routes.add(new Route(verb.name(), path, permission));
              }
            }
          }
        });
    assertThat(routes).hasSizeGreaterThan(20);
    return routes;
  }

  private boolean may(String handle, Permission permission) {
    var person = people.byHandle(handle).orElseThrow();
    var actor = new Actor(person.id().value(), person.name(), Via.SESSION, null, null, null);
    return permission == Permission.PUBLIC || access.permitsSomewhere(actor, permission);
  }

  private static int status(Visitor visitor, Route route, String... headers) {
    return route.method().equals("POST")
        ? visitor.post(route.path(), Map.of(), headers).statusCode()
        : visitor
            .send(route.method(), route.path(), HttpRequest.BodyPublishers.noBody(), headers)
            .statusCode();
  }
}
