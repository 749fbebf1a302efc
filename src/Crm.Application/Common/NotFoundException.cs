namespace Crm.Application.Common;

/// <summary>Not there, or another tenant's: both look the same.</summary>
public sealed class NotFoundException(string resource) : Exception(resource + " was not found.");
