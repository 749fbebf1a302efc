namespace Crm.Application.Identity;

/// <summary>Where the running request comes from; nowhere in a job.</summary>
public interface ISignInOrigin
{
    /// <summary>What attempts are counted by: the address, of IPv6 the network.</summary>
    string Network { get; }

    string? Address { get; }

    /// <summary>What the caller's browser or app calls itself.</summary>
    string? Device { get; }
}
