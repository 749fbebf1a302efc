namespace Crm.Domain.Publishing.Media;

/// <summary>What a file's own bytes tell about it.</summary>
public sealed record MediaFacts(string Type, int Width, int Height, TimeSpan? Duration = null);
