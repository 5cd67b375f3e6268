"""DO: one verb per function; session, subject, actor and time are arguments; never commits."""
