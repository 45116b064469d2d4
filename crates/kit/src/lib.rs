//! What one decision is ordered with: the filled form, the steps, the message, the request.
