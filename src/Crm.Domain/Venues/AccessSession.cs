namespace Crm.Domain.Venues;

/// <summary>Who used which address when, as the hotspot gave it.</summary>
/// <param name="Identity">Name, phone or reference of an identity document.</param>
/// <param name="AssignedAddress">Inside the venue's network.</param>
/// <param name="PublicAddress">As the internet saw it, with the ports of this device where many share the address.</param>
public sealed record AccessSession(
    string Identity,
    string? MacAddress,
    string AssignedAddress,
    string? PublicAddress,
    int? PublicPortFrom,
    int? PublicPortTo,
    DateTimeOffset SessionFrom,
    DateTimeOffset? SessionTo
);
