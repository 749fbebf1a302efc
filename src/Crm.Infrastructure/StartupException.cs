namespace Crm.Infrastructure;

/// <summary>The server cannot start. The message is one sentence or two for the person at the terminal: what is wrong and what to do.</summary>
public sealed class StartupException(string message, Exception? innerException = null)
    : Exception(message, innerException);
