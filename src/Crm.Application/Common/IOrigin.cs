namespace Crm.Application.Common;

/// <summary>Where the running request came from, also before anybody is signed in.</summary>
public interface IOrigin
{
    /// <summary>Null outside of a request.</summary>
    string? Address { get; }
}
