package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.testing.SlipwayTest;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// A page that nobody looks at is a page that decays: every GET has an example that
/// `EveryPageJourney` opens.
@SlipwayTest
class PageKindsTests {

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping handlers;

  @Test
  void everyPageHasAnExample() {
    assertThat(patterns()).isSubsetOf(PageKinds.known());
  }

  @Test
  void everyExampleIsOfAPageThatExists() {
    assertThat(PageKinds.known()).isSubsetOf(patterns());
  }

  private Set<String> patterns() {
    Set<String> patterns = new TreeSet<>();
    handlers
        .getHandlerMethods()
        .forEach((mapping, method) -> {
          var methods = mapping.getMethodsCondition().getMethods();
          if (method.getBeanType().getName().startsWith("dev.slipway")
              && (methods.isEmpty() || methods.contains(RequestMethod.GET))) {
            patterns.addAll(mapping.getPatternValues());
          }
        });
    patterns.removeIf(pattern -> pattern.startsWith("/api/"));
    return patterns;
  }
}
