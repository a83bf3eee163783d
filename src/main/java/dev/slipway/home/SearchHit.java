package dev.slipway.home;

/// One thing that a search found, or a change that a person could plan.
///
/// @param note what it is, in a few words
/// @param href where it leads; the form of a plan for a change, never the change itself
/// @param whyNot why this person cannot do it, and who may; empty if nothing is in the way
public record SearchHit(String icon, String title, String note, String href, String whyNot) {

  static SearchHit page(String icon, String title, String note, String href) {
    return new SearchHit(icon, title, note, href, "");
  }

  public boolean can() {
    return whyNot.isEmpty();
  }
}
