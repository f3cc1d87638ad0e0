package dev.muster.testkit.conformance;

import java.util.Optional;

/** Makes good credentials, which name the organization where the route takes it from there. */
final class Pointing {
  static final String NONE = "the host makes no credential that names an organization";

  private final Trial trial;

  Pointing(Trial trial) {
    this.trial = trial;
  }

  PresentedCredential ofMember(Staged staged) {
    return named(staged).orElseGet(() -> plain(staged));
  }

  /** Of who is no member: of one, where nobody else can have such a credential, who then left. */
  PresentedCredential ofStranger(Staged staged) {
    if (!trial.route().terms().inCredential) {
      return plain(staged);
    }
    Optional<PresentedCredential> atOnce = named(staged);
    return atOnce.orElseGet(() -> ofOneWhoLeft(staged));
  }

  /** Whether the host makes any that name an organization. */
  boolean isPossible(Staged ofMember) {
    return named(ofMember).isPresent();
  }

  private PresentedCredential ofOneWhoLeft(Staged staged) {
    trial.stage().join(staged.organization(), staged.user(), trial.role());
    PresentedCredential credential = ofMember(staged);
    trial.stage().remove(staged);
    trial.host().changed(staged.user(), staged.organization());
    return credential;
  }

  private Optional<PresentedCredential> named(Staged staged) {
    return trial.route().terms().inCredential
        ? trial.host().credential(staged.user(), staged.organization())
        : Optional.empty();
  }

  private PresentedCredential plain(Staged staged) {
    return trial.host().credential(staged.user());
  }
}
