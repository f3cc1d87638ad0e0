package dev.muster.audit;

/** A listener that hears nothing, so that nothing need be told. */
enum Silence implements MusterListener {
  NOBODY;

  @Override
  public void heard(MusterEvent event) {}
}
