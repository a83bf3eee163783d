package dev.slipway.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TemplateHygieneTests {

  private static final Map<String, String> TEMPLATES = Sources.templates();
  private static final Map<String, String> JAVA = Sources.under(Sources.JAVA, ".java");

  @Test
  void nothingInTheMarkupNeedsALooserContentSecurityPolicy() {
    assertThat(Sources.matches(TEMPLATES, "\\s(th:)?style=|<style|\\shx-on|\\s(th:)?on[a-z]+=|js:"))
        .isEmpty();
    assertThat(Sources.matches(TEMPLATES, "<script(?![^>]*src=)[^>]*>")).isEmpty();
  }

  @Test
  void nothingFromOutsideCanBecomeMarkup() {
    assertThat(Sources.matches(TEMPLATES, "th:utext|\\[\\(\\$|__[$*#@]\\{")).isEmpty();
  }

  /// A form that is sent with GET writes its fields into the address, the history and the logs.
  @Test
  void noTokenGetsIntoAnAddress() {
    assertThat(Sources.matches(TEMPLATES, "(?i)formmethod=\"?get")).isEmpty();
    List<String> wrong = new ArrayList<>();
    Sources.each(
        TEMPLATES,
        "(?is)<form(?=[\\s>])([^>]*)>(.*?)</form>",
        (file, form) -> {
          var posts = Pattern.compile("(?i)\\smethod=\"post\"").matcher(form.group(1)).find();
          if (!posts && form.group(2).contains("_csrf")) {
            wrong.add(file + ": " + form.group(1).strip());
          }
        });
    assertThat(wrong).isEmpty();
    assertThat(Sources.matches(TEMPLATES, "<form(?=[^>]*\\sth:method=)[^>]*>")).isEmpty();
  }

  /// The token is written into a form by its th:action; without one, whatever is sent is refused.
  @Test
  void everyFormThatPostsGetsTheTokenOfItsSession() {
    var before = "(?:[^>\"]|\"[^\"]*\")*\\s";
    assertThat(
            Sources.matches(
                TEMPLATES,
                "<form(?=%1$smethod=\"post\")(?!%1$sth:action=)[^>]*>".formatted(before)))
        .isEmpty();
  }

  @Test
  void onlyTheFrameIsAWholePage() {
    assertThat(Sources.matches(TEMPLATES, "<!doctype html>|<head>|<body"))
        .allMatch(found -> found.startsWith("shell/page.html"));
  }

  /// th:replace is done before th:if and th:each of the same element, which then have no effect.
  @Test
  void noConditionStandsOnAnElementThatIsReplaced() {
    assertThat(
            Sources.matches(
                TEMPLATES,
                "<(?=[^>]*\\sth:(if|unless|each)=)(?=[^>]*\\sth:(replace|insert)=)(?!th:block[^>]*th:insert)[^>]*>"))
        .isEmpty();
  }

  @Test
  void everyFragmentThatIsCalledExists() {
    Map<String, Set<String>> defined = fragments();
    List<String> missing = new ArrayList<>();
    Sources.each(
        TEMPLATES,
        "~\\{([a-z-]+/[a-z-]+) :: ([a-zA-Z-]+)",
        (file, call) -> {
          if (!defined.getOrDefault(call.group(1) + ".html", Set.of()).contains(call.group(2))) {
            missing.add(file + ": " + call.group(1) + " :: " + call.group(2));
          }
        });
    assertThat(missing).isEmpty();
  }

  /// By its file and its name: many a file has a list.
  @Test
  void everyFragmentIsCalled() {
    Set<String> called = new HashSet<>();
    Map<String, String> callers = new TreeMap<>(JAVA);
    callers.putAll(TEMPLATES);
    Sources.each(
        callers,
        "([a-z-]+/[a-z-]+) :: ([a-zA-Z-]+)",
        (_, call) -> called.add(call.group(1) + ".html :: " + call.group(2)));
    Sources.each(
        TEMPLATES,
        "~\\{:: ?([a-zA-Z-]+)",
        (file, call) -> called.add(file + " :: " + call.group(1)));
    List<String> unused = new ArrayList<>();
    fragments()
        .forEach((file, names) ->
            names.stream()
                .map(name -> file + " :: " + name)
                .filter(name -> !called.contains(name))
                .forEach(unused::add));
    assertThat(unused).isEmpty();
  }

  @Test
  void everyClassHasAStyle() {
    Set<String> styled = new HashSet<>();
    Sources.each(
        Sources.styles(), "\\.([a-z][a-z0-9-]*)", (_, match) -> styled.add(match.group(1)));
    List<String> unknown = new ArrayList<>();
    Sources.each(
        TEMPLATES,
        "\\sclass=\"([^\"]*)\"",
        (file, match) -> {
          Pattern.compile("\\s+")
              .splitAsStream(match.group(1))
              .filter(name -> !name.isEmpty() && !styled.contains(name))
              .forEach(name -> unknown.add(file + ": " + name));
        });
    assertThat(unknown).isEmpty();
  }

  @Test
  void everyPageHasOneMainThatTheSkipLinkFinds() {
    List<String> wrong = new ArrayList<>();
    TEMPLATES.forEach((file, text) -> {
      if (text.contains("shell/page :: page")) {
        long mains = Pattern.compile("<main\\s").matcher(text).results().count();
        if (mains != 1 || !text.contains("<main id=\"main\"")) {
          wrong.add(file);
        }
      }
    });
    assertThat(wrong).isEmpty();
  }

  @Test
  void everyIconIsInTheSprite() {
    var sprite = sprite();
    List<String> missing = new ArrayList<>();
    BiConsumer<String, Matcher> look =
        (file, icon) -> {
          if (!sprite.contains(icon.group(1))) {
            missing.add(file + ": " + icon.group(1));
          }
        };
    Sources.each(TEMPLATES, "ui/icon :: icon\\('([a-z0-9-]+)'\\)", look);
    Sources.each(JAVA, "new Look\\(\"[a-z]+\", \"([a-z0-9-]+)\"", look);
    assertThat(missing).isEmpty();
  }

  /// Every browser loads the sprite whole. Java names icons in the shell, for what it offers at
  /// home, and where a page enters the navigation.
  @Test
  void everyIconOfTheSpriteIsUsed() {
    Set<String> named = new HashSet<>();
    Sources.each(TEMPLATES, "'([a-z0-9-]+)'", (_, name) -> named.add(name.group(1)));
    Sources.each(
        JAVA,
        "\"([a-z0-9-]+)\"",
        (file, name) -> {
          if (file.matches("dev/slipway/(shell|home)/.*")
              || JAVA.getOrDefault(file, "").contains("new NavigationItem(")) {
            named.add(name.group(1));
          }
        });
    assertThat(named).containsAll(sprite());
  }

  private static Set<String> sprite() {
    Set<String> icons = new HashSet<>();
    Sources.under(Path.of("src/build/icons"), ".svg")
        .keySet()
        .forEach(file -> icons.add(file.replace(".svg", "")));
    Sources.under(Path.of("src/build"), ".txt").values().stream()
        .flatMap(String::lines)
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .forEach(icons::add);
    return icons;
  }

  private static Map<String, Set<String>> fragments() {
    Map<String, Set<String>> fragments = new TreeMap<>();
    Sources.each(
        TEMPLATES,
        "th:fragment=\"([a-zA-Z-]+)",
        (file, match) -> fragments.computeIfAbsent(file, _ -> new HashSet<>()).add(match.group(1)));
    return fragments;
  }
}
