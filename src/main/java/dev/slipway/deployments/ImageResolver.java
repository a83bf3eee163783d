package dev.slipway.deployments;

import dev.slipway.plans.spi.ImagePresence;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// Finds out which content a tag stands for, and whether it is still there. Asked when a plan is
/// made or somebody looks; never inside a transaction.
public interface ImageResolver {

  /// Never fails: where no registry answers, the reason is part of the answer.
  ResolvedImage resolve(ImageRef image);

  /// Tags of an image's repository that could be rolled out, newest first where the registry tells;
  /// empty where none answers.
  List<String> tags(ImageRef image);

  /// Whether registries still have images, each by its digest if it has one. Never fails, and takes
  /// a few seconds at most in all.
  Map<ImageRef, ImagePresence> presence(Collection<ImageRef> images);
}
