package dev.slipway.deployments.registry;

import dev.slipway.deployments.ImageRef;
import dev.slipway.plans.spi.ImagePresence;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;

/// Whether registries still have images. Few questions at once, all of one within a short time, and
/// what was said is remembered for a while. A registry that gave no answer is not asked again by
/// the same question.
final class Presences {

  static final Duration LIMIT = Duration.ofSeconds(4);
  private static final Duration EACH = Duration.ofSeconds(2);
  private static final Duration REMEMBERED = Duration.ofMinutes(1);
  private static final int MOST = 2_000;
  private static final int BYTES = 1 << 20;

  private final Semaphore few = new Semaphore(4);
  private final Map<ImageRef, Remembered> remembered = new HashMap<>();

  private record Remembered(ImagePresence presence, long at) {

    boolean isFresh() {
      return System.nanoTime() - at < REMEMBERED.toNanos();
    }
  }

  /// Ends well if the registry has the image.
  interface Question {
    void ask(ImageRef image, Allowance allowance) throws RegistryUnavailable;
  }

  Map<ImageRef, ImagePresence> of(Collection<ImageRef> images, Question question) {
    var answer = new LinkedHashMap<ImageRef, ImagePresence>();
    var open = new LinkedHashSet<ImageRef>();
    synchronized (remembered) {
      for (var image : images) {
        var known = remembered.get(image);
        if (known != null && known.isFresh()) {
          answer.put(image, known.presence());
        } else {
          open.add(image);
        }
      }
    }
    if (open.isEmpty()) {
      return answer;
    }
    if (!few.tryAcquire()) {
      open.forEach(image ->
          answer.put(image, ImagePresence.notKnown("too many questions to registries at once")));
      return answer;
    }
    try {
      answer.putAll(asked(open, question));
    } finally {
      few.release();
    }
    return answer;
  }

  private Map<ImageRef, ImagePresence> asked(Set<ImageRef> images, Question question) {
    var allowance = new Allowance(BYTES, EACH, System.nanoTime() + LIMIT.toNanos());
    var answer = new LinkedHashMap<ImageRef, ImagePresence>();
    var silent = new HashSet<String>();
    for (var image : images) {
      if (silent.contains(image.registry())) {
        answer.put(
            image, ImagePresence.notKnown("registry " + image.registry() + " gave no answer"));
        continue;
      }
      try {
        question.ask(image, allowance);
        answer.put(image, remember(image, ImagePresence.THERE));
      } catch (ImageMissing e) {
        answer.put(image, remember(image, ImagePresence.gone(e.why())));
      } catch (RegistryUnavailable e) {
        silent.add(image.registry());
        answer.put(image, ImagePresence.notKnown(e.why()));
      }
    }
    return answer;
  }

  private ImagePresence remember(ImageRef image, ImagePresence presence) {
    synchronized (remembered) {
      if (remembered.size() >= MOST) {
        remembered.clear();
      }
      remembered.put(image, new Remembered(presence, System.nanoTime()));
    }
    return presence;
  }
}
