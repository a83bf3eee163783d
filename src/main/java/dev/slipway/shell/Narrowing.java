package dev.slipway.shell;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.kernel.ProblemType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/// What the address of a list narrows it by, by name, in their order. What is blank narrows nothing
/// and does not stand in the address.
///
/// @param path of the list
/// @param values none of them blank
public record Narrowing(String path, Map<String, String> values) {

  private static final String CURSOR = "cursor";

  /// Nothing yet.
  public static Narrowing of(String path) {
    return new Narrowing(path, Map.of());
  }

  /// The same with another value, in the place of a former one; a blank one takes it away.
  public Narrowing with(String name, @Nullable String value) {
    var changed = new LinkedHashMap<>(values);
    if (text(value).isEmpty()) {
      changed.remove(name);
    } else {
      changed.put(name, text(value));
    }
    return new Narrowing(path, changed);
  }

  public Narrowing without(String... names) {
    var changed = new LinkedHashMap<>(values);
    Arrays.asList(names).forEach(changed::remove);
    return new Narrowing(path, changed);
  }

  public boolean isEmpty() {
    return values.isEmpty();
  }

  /// Whether it has this value; an empty one where it has none.
  public boolean has(String name, String value) {
    return values.getOrDefault(name, "").equals(value);
  }

  /// The address of the first page.
  public String href() {
    var address = UriComponentsBuilder.fromPath(path);
    values.forEach((name, _) -> address.queryParam(name, "{" + name + "}"));
    return address.encode().buildAndExpand(values).toUriString();
  }

  /// The address of the page that a cursor begins; of the first one for none.
  public String at(@Nullable String cursor) {
    return with(CURSOR, cursor).href();
  }

  /// A value without what stands around it; empty for none.
  public static String text(@Nullable String value) {
    return value == null ? "" : value.strip();
  }

  /// Whether a thing has what is asked for, or nothing is.
  public static boolean is(@Nullable String asked, String value) {
    return text(asked).isEmpty() || text(asked).equals(value);
  }

  /// What a word of the address names, such as a state by its slug; null for a blank one.
  ///
  /// @throws DomainFailure INVALID_REQUEST if it names nothing
  public static <T> @Nullable T known(
      String name, @Nullable String value, Function<String, Optional<T>> named) {
    var word = text(value);
    return word.isEmpty()
        ? null
        : named
            .apply(word)
            .orElseThrow(() ->
                new DomainFailure(
                    ProblemType.INVALID_REQUEST,
                    "%s is \"%s\", which is not known. Take the filter away, or pick another."
                        .formatted(name, word)));
  }

  /// The value of an enum whose slug is this.
  public static <T> Optional<T> ofSlug(T[] all, Function<T, String> slug, String asked) {
    return Arrays.stream(all).filter(each -> slug.apply(each).equals(asked)).findFirst();
  }
}
