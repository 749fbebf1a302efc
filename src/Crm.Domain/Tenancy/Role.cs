namespace Crm.Domain.Tenancy;

/// <summary>What a member may do; each role includes the ones before it.</summary>
public enum Role
{
    Viewer,
    Member,
    Admin,
    Owner,
}

public static class RolePermissions
{
    private static readonly (Role Least, string Permission)[] Table =
    [
        (Role.Viewer, "read"),
        (Role.Member, "write"),
        (Role.Member, "delete"),
        (Role.Admin, "manage_integrations"),
        (Role.Admin, "manage_members"),
        (Role.Admin, "manage_tokens"),
        (Role.Owner, "manage_tenant"),
    ];

    public static IReadOnlyList<string> Of(Role role) =>
        [.. Table.Where(row => row.Least <= role).Select(row => row.Permission)];
}
