package dev.slipway.deployments;

import dev.slipway.kernel.DomainFailure;
import dev.slipway.plans.spi.ImagePresence;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// What registries say of the images of a template that ran once, init containers' too.
///
/// @param gone images that they answered not to have any more, each with the reason
/// @param untold images of which they did not tell, each with the reason
record ToldImages(List<String> gone, List<String> untold) {

  /// What they say within a budget. Whoever is still asked then goes on, so that the next question
  /// finds the answer remembered.
  static ToldImages within(Duration budget, PodTemplate template, ImageResolver resolver) {
    var images = images(template);
    return CompletableFuture.supplyAsync(
            () -> of(images, ask(images, resolver)), Thread::startVirtualThread)
        .completeOnTimeout(
            silent(images, "no registry answered within " + budget.toSeconds() + " s"),
            budget.toMillis(),
            TimeUnit.MILLISECONDS)
        .join();
  }

  /// Where nobody asks.
  static ToldImages unasked(PodTemplate template) {
    return silent(images(template), "no registry was asked");
  }

  private static ToldImages silent(Set<String> images, String why) {
    return new ToldImages(
        List.of(), images.stream().map(image -> Repositories.withTag(image) + ": " + why).toList());
  }

  /// @param presence what was said of each image
  static ToldImages of(Set<String> images, Map<String, ImagePresence> presence) {
    return new ToldImages(
        sentences(images, presence, ImagePresence.State.GONE),
        sentences(images, presence, ImagePresence.State.NOT_KNOWN));
  }

  static Set<String> images(PodTemplate template) {
    return template.containers().stream()
        .map(PodTemplate.Container::image)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /// What is said of each image, whatever its name is.
  static Map<String, ImagePresence> ask(Collection<String> images, ImageResolver resolver) {
    Map<String, ImageRef> readable = new LinkedHashMap<>();
    Map<String, ImagePresence> answer = new LinkedHashMap<>();
    for (var image : images) {
      try {
        readable.put(image, ImageRef.parse(image));
      } catch (DomainFailure _) {
        answer.put(image, ImagePresence.notKnown("no registry can be asked for such a name"));
      }
    }
    var told = resolver.presence(Set.copyOf(readable.values()));
    var silence = ImagePresence.notKnown("the registry was not asked");
    readable.forEach(
        (image, reference) -> answer.put(image, told.getOrDefault(reference, silence)));
    return answer;
  }

  ImagePresence presence() {
    return !gone.isEmpty()
        ? ImagePresence.gone(String.join("; ", gone))
        : untold.isEmpty()
            ? ImagePresence.THERE
            : ImagePresence.notKnown(String.join("; ", untold));
  }

  private static List<String> sentences(
      Set<String> images, Map<String, ImagePresence> presence, ImagePresence.State state) {
    return images.stream()
        .flatMap(image ->
            presence.entrySet().stream()
                .filter(each -> each.getKey().equals(image) && each.getValue().state() == state)
                .map(each -> Repositories.withTag(image) + ": " + each.getValue().why()))
        .toList();
  }
}
