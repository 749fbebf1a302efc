using Crm.Domain.Leads;
using Crm.Domain.Leads.Forms;
using Crm.Domain.Leads.Proof;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Leads;

public interface ILeadsDb
{
    DbSet<Lead> Leads { get; }

    DbSet<Submission> Submissions { get; }

    DbSet<Form> Forms { get; }

    DbSet<FormVersion> FormVersions { get; }

    DbSet<Consent> Consents { get; }

    DbSet<Reconciliation> Reconciliations { get; }

    DbSet<Pipeline> Pipelines { get; }

    DbSet<HistoryEntry> History { get; }

    Task<int> SaveChangesAsync(CancellationToken cancellationToken);

    /// <summary>Drops every row that was read and every change that was not saved.</summary>
    void Forget();
}
