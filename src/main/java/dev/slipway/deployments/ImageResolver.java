package dev.slipway.deployments;

import java.util.List;

/// Finds out which content a tag stands for. Asked once, when a plan is made; never inside a
/// transaction.
public interface ImageResolver {

  /// Never fails: where no registry answers, the reason is part of the answer.
  ResolvedImage resolve(ImageRef image);

  /// Tags of an image's repository that could be rolled out, newest first where the registry tells;
  /// empty where none answers.
  List<String> tags(ImageRef image);
}
