package dev.slipway.deployments.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The tags of repositories, for forms. A registry that is slow, endless or hostile costs a form
/// its offers and nothing else: few are asked at once, each within a short time, and what one said
/// is remembered for a while.
final class TagLists {

  static final Duration LIMIT = Duration.ofSeconds(4);
  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final int MOST_REPOSITORIES = 200;
  private static final int MOST_PAGES = 5;
  private static final int PAGE = 1000;
  private static final int MOST_TAGS = 500;
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,127}");

  private final Semaphore few = new Semaphore(4);
  private final Map<String, Remembered> remembered = new HashMap<>();

  private record Remembered(List<String> tags, long at) {

    boolean isFresh() {
      return System.nanoTime() - at < REMEMBERED.toNanos();
    }
  }

  /// @param connect opens the repository within an allowance
  List<String> of(String repository, Function<Allowance, RegistryConnection> connect, String path) {
    synchronized (remembered) {
      var known = remembered.get(repository);
      if (known != null && known.isFresh()) {
        return known.tags();
      }
    }
    if (!few.tryAcquire()) {
      return List.of();
    }
    try {
      var tags = asked(connect.apply(Allowance.ofForm(LIMIT)), path);
      synchronized (remembered) {
        if (remembered.size() >= MOST_REPOSITORIES) {
          remembered.clear();
        }
        remembered.put(repository, new Remembered(tags, System.nanoTime()));
      }
      return tags;
    } finally {
      few.release();
    }
  }

  private static List<String> asked(RegistryConnection connection, String path) {
    try {
      return read(connection, path);
    } catch (RegistryUnavailable _) {
      return List.of();
    }
  }

  private static List<String> read(RegistryConnection connection, String path)
      throws RegistryUnavailable {
    var tags = new ArrayList<String>();
    var last = "";
    for (var pages = 0; pages < MOST_PAGES; pages++) {
      var page =
          connection.get(
              path + "?n=" + PAGE + (last.isEmpty() ? "" : "&last=" + last), "application/json");
      if (page.statusCode() != 200) {
        break;
      }
      var told =
          RegistryConnection.json(page)
              .path("tags")
              .valueStream()
              .map(tag -> tag.asString(""))
              .filter(tag -> TAG.matcher(tag).matches())
              .toList();
      tags.addAll(told);
      var more = page.headers().firstValue("Link").orElse("").contains("rel=\"next\"");
      if (!more || told.isEmpty() || told.getLast().equals(last)) {
        break;
      }
      last = told.getLast();
    }
    return tags.stream().distinct().sorted(TagOrder.NEWEST_FIRST).limit(MOST_TAGS).toList();
  }
}
