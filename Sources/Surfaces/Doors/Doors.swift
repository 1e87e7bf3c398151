// Placeholder of the doors.
