package dev.muster.membership;

/** Where evidence came from. */
public enum Source {
  /** This node's memory. */
  CACHE,
  /** The mirror in the host's database. */
  MIRROR,
  /** The provider, asked for this request or for one that it shared a look-up with. */
  LIVE
}
